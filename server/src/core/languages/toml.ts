import { defineLanguage } from './define.ts';
import { readTomlString } from './toml-text.ts';

export const toml = defineLanguage({
  id: 'toml',
  title: 'TOML',
  grammar: 'toml',
  inherits: [],
  extensions: ['.toml'],
  fileNames: ['Pipfile', 'Gopkg.lock'],
  readString: readTomlString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
