import { defineLanguage } from './define.ts';
import { readJsonString } from './json-text.ts';

export const json = defineLanguage({
  id: 'json',
  title: 'JSON',
  grammar: 'json',
  inherits: [],
  extensions: ['.json', '.jsonc', '.webmanifest', '.code-workspace', '.tfstate', '.avsc', '.geojson', '.jsonld'],
  fileNames: [
    '.babelrc',
    '.eslintrc',
    '.prettierrc',
    '.swcrc',
    '.jshintrc',
    '.jscsrc',
    '.watchmanconfig',
    '.firebaserc',
    '.bowerrc',
    'flake.lock',
    '.renovaterc',
  ],
  readString: readJsonString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
