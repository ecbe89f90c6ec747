import type { LanguageDefinition } from '../model/language.ts';
import { defineLanguage } from './define.ts';

/** Prose and style sheets: no grammar is needed to know that they call nothing. Text-level extractors still read them. */
export const plainText: LanguageDefinition = defineLanguage({
  id: 'text',
  title: 'Plain text',
  grammar: '',
  inherits: [],
  extensions: [
    '.md',
    '.mdx',
    '.markdown',
    '.txt',
    '.rst',
    '.adoc',
    '.css',
    '.scss',
    '.less',
    '.csv',
    '.tsv',
    '.log',
    '.pot',
    '.po',
    '.editorconfig',
  ],
  fileNames: [
    'LICENSE',
    'LICENCE',
    'NOTICE',
    'AUTHORS',
    'CHANGELOG',
    'README',
    '.gitignore',
    '.gitattributes',
    '.prettierignore',
    '.dockerignore',
  ],
  isCode: false,
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
});
