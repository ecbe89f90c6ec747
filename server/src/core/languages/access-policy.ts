import { defineLanguage } from './define.ts';

/** Policies of engines that decide for others: what they refuse and let through is read (`facts/declared/`). */
export const accessPolicy = defineLanguage({
  id: 'access-policy',
  title: 'Access policy',
  grammar: '',
  inherits: [],
  extensions: ['.rego', '.cedar'],
  fileNames: ['*model.conf', '*casbin*.conf', '*rbac*.conf', '*authz*.conf'],
  readString: (raw) => raw.replace(/^["']|["']$/g, ''),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
});
