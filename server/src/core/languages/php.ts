import type { FreeName } from '../model/language.ts';
import { defineLanguage } from './define.ts';
import { readPhpString } from './php-text.ts';

export const php = defineLanguage({
  id: 'php',
  title: 'PHP',
  grammar: 'php',
  inherits: [],
  extensions: ['.php', '.phtml', '.php8', '.inc'],
  fileNames: ['artisan'],
  readString: readPhpString,
  canonicalModule: (specifier) => specifier.replace(/^\\/, '').replaceAll('\\', '.'),
  modulePaths: () => [],
  globals: {},
  isCode: true,
  selfNames: ['$this'],
  bindModule: (specifier) => ({ name: specifier.slice(specifier.lastIndexOf('\\') + 1), module: specifier }),
  exportsName: (name) => !name.startsWith('$'),
  isBlocking: true,
  hasAccessors: true,
  namesMethodsApart: true,
  unnamedCall: 'php.`',
  freeName,
});

/** Functions are `php.exec`; a class that no `use` names is its own name. Variables that nothing sets are not known. */
function freeName(name: string, isCalled: boolean): FreeName {
  if (name.startsWith('$')) return name === '$_ENV' ? { kind: 'symbol', name } : { kind: 'unknown' };
  const path = name.replace(/^\\/, '').replaceAll('\\', '.');
  return { kind: 'symbol', name: isCalled && /^[a-z_]\w*$/.test(path) ? `php.${path}` : path };
}
