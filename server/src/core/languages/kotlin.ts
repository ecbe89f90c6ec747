import { defineLanguage } from './define.ts';
import { readKotlinString } from './kotlin-text.ts';

/** Types that need no import, or that `import java.net.*` brings without saying so. */
const TYPES: Readonly<Record<string, string>> = {
  System: 'java.lang.System',
  Runtime: 'java.lang.Runtime',
  Class: 'java.lang.Class',
  File: 'java.io.File',
  ServerSocket: 'java.net.ServerSocket',
  ProcessBuilder: 'java.lang.ProcessBuilder',
  Socket: 'java.net.Socket',
  URL: 'java.net.URL',
  URI: 'java.net.URI',
  HttpURLConnection: 'java.net.HttpURLConnection',
};

export const kotlin = defineLanguage({
  id: 'kotlin',
  title: 'Kotlin',
  grammar: 'kotlin',
  largeLexer: true,
  inherits: [],
  extensions: ['.kt', '.kts'],
  fileNames: [],
  readString: readKotlinString,
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: true,
  bindModule: (specifier) => ({ name: specifier.slice(specifier.lastIndexOf('.') + 1), module: specifier }),
  exportsName: () => true,
  isBlocking: true,
  hasImplicitSelf: true,
  freeName: (name, isCalled) => ({
    kind: 'symbol',
    name: Object.hasOwn(TYPES, name) ? TYPES[name]! : isCalled && !/^[A-Z]/.test(name) ? `self.${name}` : name,
  }),
});
