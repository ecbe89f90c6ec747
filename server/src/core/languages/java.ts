import { defineLanguage } from './define.ts';
import { javaInstance } from './java-instances.ts';
import { javaModulePaths, javaSiblingPaths } from './java-modules.ts';
import { readJavaString } from './java-text.ts';

/** Classes of `java.lang` by which something is known. */
const LANG = `Boolean Byte Character Class ClassLoader Double Enum Exception Float IllegalArgumentException
  IllegalStateException Integer Iterable Long Math Number Object Process ProcessBuilder Record Runnable Runtime
  RuntimeException SecurityException Short String StringBuffer StringBuilder System Thread ThreadLocal Throwable Void`;

export const java = defineLanguage({
  id: 'java',
  title: 'Java',
  grammar: 'java',
  inherits: [],
  extensions: ['.java'],
  fileNames: [],
  readString: readJavaString,
  canonicalModule: (specifier) => specifier,
  modulePaths: javaModulePaths,
  globals: Object.fromEntries(LANG.split(/\s+/).map((name) => [name, `java.lang.${name}`])),
  isCode: true,
  exportsName: () => true,
  isBlocking: true,
  seesMembers: true,
  siblingPaths: javaSiblingPaths,
  hasAccessors: true,
  declaresTypes: true,
  instanceMade: javaInstance,
});
