import { defineLanguage } from './define.ts';

/** Read as text by what recognises automations in it; nothing else of it is read. */
export const systemd = defineLanguage({
  id: 'systemd',
  title: 'systemd unit',
  grammar: '',
  inherits: [],
  extensions: ['.timer', '.service'],
  fileNames: [],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
});
