import { defineLanguage } from './define.ts';
import { javascript } from './javascript.ts';

export const tsx = defineLanguage({
  ...javascript,
  id: 'tsx',
  title: 'TSX',
  grammar: 'tsx',
  inherits: ['javascript', 'typescript'],
  extensions: ['.tsx'],
  fileNames: [],
});
