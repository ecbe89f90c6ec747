import { defineLanguage } from './define.ts';

export const requirements = defineLanguage({
  id: 'requirements',
  title: 'Requirements file',
  grammar: 'requirements',
  inherits: [],
  extensions: [],
  fileNames: [
    'requirements*.txt',
    '*-requirements.txt',
    '*_requirements.txt',
    'constraints*.txt',
    'requirements/*.txt',
    'requirements*.in',
    'requirements/*.in',
    '*requirements*.pip',
  ],
  readString: (raw) => raw.trim().replace(/^(['"])(.*)\1$/s, '$2'),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
