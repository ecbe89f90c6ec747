import { defineLanguage } from './define.ts';
import { readJsonString } from './json-text.ts';

/** Notebooks of Jupyter. Their cells are read as what they are written in (`embedded/notebooks.ts`); all else is not code. */
export const notebook = defineLanguage({
  id: 'notebook',
  title: 'Notebook',
  grammar: '',
  inherits: [],
  extensions: ['.ipynb'],
  fileNames: [],
  readString: readJsonString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
});
