import { defineLanguage } from './define.ts';

/** Read as text by what recognises automations in it; nothing else of it is read. */
export const groovy = defineLanguage({
  id: 'groovy',
  title: 'Groovy',
  grammar: '',
  inherits: [],
  extensions: ['.groovy', '.jenkinsfile'],
  fileNames: ['Jenkinsfile', 'Jenkinsfile.*', '*.Jenkinsfile'],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
});
