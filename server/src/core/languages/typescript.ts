import { defineLanguage } from './define.ts';
import { javascript } from './javascript.ts';

export const typescript = defineLanguage({
  ...javascript,
  id: 'typescript',
  title: 'TypeScript',
  grammar: 'typescript',
  inherits: ['javascript'],
  extensions: ['.ts', '.mts', '.cts'],
  fileNames: [],
});
