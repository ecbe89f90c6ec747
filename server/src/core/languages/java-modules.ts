import { directoryOf } from '../text/path.ts';

const SOURCE_ROOT = /^(.*?(?:^|\/)src\/(?:main|test|integrationTest|it)\/java)\//;

/**
 * Files a class may stand in: its package's folder below the source root of the importing file, and below `src/main/java`
 * for what a test imports. The root is read off the importing file's path: where `com/acme` begins in it, or what Maven
 * and Gradle use. Without `name` the specifier is itself a class, as in `import static`. Packages that share less than two
 * parts with the importing file's folder are libraries.
 */
export function javaModulePaths(specifier: string, from: string, name = ''): readonly string[] {
  const parts = specifier.split('.');
  const folders = directoryOf(from).split('/');
  const root = rootOf(parts, folders, from);
  if (root === null) return [];
  const roots = [root, root.replace(/(^|\/)src\/(?:test|integrationTest|it)\/java$/, '$1src/main/java')];
  const isClass = /^[A-Z]/.test(parts[parts.length - 1]!);
  const path = isClass || name === '' ? parts.join('/') : [...parts, name].join('/');
  return [...new Set(roots)].map((each) => `${each === '' ? '' : `${each}/`}${path}.java`);
}

/** Files of the classes in the importing file's own package, which need no import. */
export function javaSiblingPaths(name: string, from: string): readonly string[] {
  if (!/^[A-Z]\w*$/.test(name)) return [];
  const folder = directoryOf(from);
  const paths = [folder, folder.replace(/(^|\/)src\/(?:test|integrationTest|it)\/java(?=\/|$)/, '$1src/main/java')];
  return [...new Set(paths)].map((each) => `${each === '' ? '' : `${each}/`}${name}.java`);
}

function rootOf(parts: readonly string[], folders: readonly string[], from: string): string | null {
  const conventional = SOURCE_ROOT.exec(from)?.[1];
  const start = conventional === undefined ? folders.indexOf(parts[0]!) : conventional.split('/').length;
  if (start === -1) return null;
  const shared = parts.findIndex((part, index) => folders[start + index] !== part);
  const isOwn = shared === -1 || shared >= 2;
  return isOwn ? folders.slice(0, start).join('/') : null;
}
