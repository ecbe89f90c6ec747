import { defineLanguage } from './define.ts';

/** Read as text by what recognises automations in it; nothing else of it is read. */
export const crontab = defineLanguage({
  id: 'crontab',
  title: 'Crontab',
  grammar: '',
  inherits: [],
  extensions: ['.crontab', '.cron'],
  fileNames: ['crontab', 'cron.d/*'],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
});
