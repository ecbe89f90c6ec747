import { defineLanguage } from './define.ts';
import { readableYaml } from './helm-text.ts';
import { readYamlString } from './yaml-text.ts';

export const yaml = defineLanguage({
  id: 'yaml',
  title: 'YAML',
  grammar: 'yaml',
  inherits: [],
  extensions: ['.yaml', '.yml', '.cff'],
  fileNames: ['.clang-format', '.clang-tidy', '.gemrc', '.roomodes', '.kilocodemodes'],
  readString: readYamlString,
  readable: readableYaml,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
