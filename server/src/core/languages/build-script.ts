import { defineLanguage } from './define.ts';
import { readLines } from './lines.ts';

/** Programs that build, in languages without a grammar here: only what they pull in is read, line by line. */
export const buildScript = defineLanguage({
  id: 'build-script',
  title: 'Build script',
  grammar: '',
  inherits: [],
  extensions: ['.gradle', '.mk'],
  fileNames: [
    'Makefile',
    'makefile',
    'GNUmakefile',
    'justfile',
    'Justfile',
    'mix.exs',
    'MODULE.bazel',
    'WORKSPACE',
    'WORKSPACE.bazel',
    'Package.swift',
  ],
  readString: (raw) => raw,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  isPartly: true,
  readTree: readLines,
});
