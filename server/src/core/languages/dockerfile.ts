import { defineLanguage } from './define.ts';

export const dockerfile = defineLanguage({
  id: 'dockerfile',
  title: 'Dockerfile',
  grammar: 'dockerfile',
  inherits: [],
  extensions: ['.dockerfile', '.containerfile'],
  fileNames: ['Dockerfile', 'Dockerfile.*', 'Containerfile', 'Containerfile.*'],
  readString: (raw) => raw.replace(/^(["'])([\s\S]*)\1$/, '$2'),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
