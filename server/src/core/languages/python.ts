import { defineLanguage } from './define.ts';
import { pythonModulePaths } from './python-modules.ts';
import { readPythonString } from './python-text.ts';

/** Built-in functions and types. Exceptions are left out: nothing is known by them. */
const BUILTINS = `__import__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod
  compile complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash
  help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow
  print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`;

export const python = defineLanguage({
  id: 'python',
  title: 'Python',
  grammar: 'python',
  inherits: [],
  extensions: ['.py', '.pyi', '.pyw'],
  fileNames: ['SConstruct', 'SConscript', 'wscript'],
  readString: readPythonString,
  canonicalModule: (specifier) => specifier,
  modulePaths: pythonModulePaths,
  globals: Object.fromEntries(BUILTINS.split(/\s+/).map((name) => [name, name])),
  isCode: true,
  selfNames: ['self', 'cls'],
  bindModule: (specifier) => {
    const [name = specifier] = specifier.split('.');
    return { name, module: name };
  },
  exportsName: (name) => !name.startsWith('_'),
  hasSubmodules: true,
  spreadsKeywords: true,
  isBlocking: true,
  assignsOuter: (before, name) =>
    new RegExp(`^\\s*(?:global|nonlocal)\\s+(?:\\w+\\s*,\\s*)*${name}\\b`, 'm').test(before),
});
