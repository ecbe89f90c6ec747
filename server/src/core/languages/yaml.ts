import { defineLanguage } from './define.ts';
import { readableYaml } from './helm-text.ts';
import { readableJson5 } from './json5-text.ts';
import { readYamlString } from './yaml-text.ts';

export const yaml = defineLanguage({
  id: 'yaml',
  title: 'YAML',
  grammar: 'yaml',
  inherits: [],
  // What JSON5 adds to JSON is at home in YAML.
  extensions: ['.yaml', '.yml', '.cff', '.json5'],
  fileNames: ['.clang-format', '.clang-tidy', '.gemrc', '.roomodes', '.kilocodemodes'],
  readString: readYamlString,
  readable: (text) => readableYaml(text) ?? readableJson5(text),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
});
