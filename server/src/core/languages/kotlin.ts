import { defineLanguage } from './define.ts';
import { javaInstance } from './java-instances.ts';
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

const GOOGLE_STORAGE = 'com.google.cloud.storage';

/** The package that a type is called like: `S3Client` of `aws.sdk.kotlin.services.s3.*`, `PutObjectRequest` of its `model`. */
function openedName(name: string, packages: readonly string[]): string | null {
  if (/^(?:Blob|Bucket|Storage)/.test(name) && packages.includes(GOOGLE_STORAGE)) return `${GOOGLE_STORAGE}.${name}`;
  if (!/^[A-Z]\w*Client$/.test(name)) return null;
  const plain = name.toLowerCase();
  const found = packages.find((each) => each.split('.').some((part) => part.length > 1 && plain.startsWith(part)));
  return found === undefined ? null : `${found}.${name}`;
}

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
  instanceMade: javaInstance,
  hasImplicitSelf: true,
  namesMethodsApart: true,
  openedName,
  handsReceiver: new Set(['use', 'let', 'also', 'takeIf', 'takeUnless']),
  freeName: (name, isCalled) => {
    if (name === 'it' && !isCalled) return { kind: 'parameter', index: 0 };
    if (Object.hasOwn(TYPES, name)) return { kind: 'symbol', name: TYPES[name]! };
    return { kind: 'symbol', name: isCalled && !/^[A-Z]/.test(name) ? `self.${name}` : name };
  },
});
