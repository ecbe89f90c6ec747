import { defineLanguage } from './define.ts';
import { goInstance } from './go-instances.ts';
import { canonicalGoPackage, goDeclaredPaths, goPackageName, goSiblingPaths } from './go-modules.ts';
import { readGoString } from './go-text.ts';

/** @see https://go.dev/ref/spec#Predeclared_identifiers */
const PREDECLARED = `any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune
  string uint uint8 uint16 uint32 uint64 uintptr true false iota nil append cap clear close complex copy delete imag len
  make max min new panic print println real recover _ func map chan struct interface`;

export const go = defineLanguage({
  id: 'go',
  title: 'Go',
  grammar: 'go',
  inherits: [],
  extensions: ['.go'],
  fileNames: [],
  readString: readGoString,
  canonicalModule: canonicalGoPackage,
  modulePaths: () => [],
  globals: Object.fromEntries(PREDECLARED.split(/\s+/).map((name) => [name, `builtin.${name}`])),
  isCode: true,
  bindModule: (specifier) => ({ name: goPackageName(specifier), module: specifier }),
  exportsName: () => true,
  isBlocking: true,
  siblingPaths: goSiblingPaths,
  declaredPaths: goDeclaredPaths,
  returnsSeveral: true,
  instanceMade: goInstance,
});
