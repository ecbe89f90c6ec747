import { directoryOf, joinPath } from '../text/path.ts';
import { rowOf } from '../text/row-of.ts';

/** What a written extension may stand for on disk, best first: TypeScript's `.js` names the file it compiles to. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
  '.ts': ['.ts'],
  '.tsx': ['.tsx'],
  '.mts': ['.mts'],
  '.cts': ['.cts'],
  '.json': ['.json'],
};
const IMPLIED = [
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '.json',
];

/** `node:fs` and `fs` are one, and so are Deno's `npm:express@4` and `express`. */
export function canonicalNodeModule(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.slice('node:'.length);
  const npm = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return npm === null ? specifier : npm[1]! + (npm[2] ?? '');
}

/**
 * Relative specifiers, and the two spellings of "from the source folder" that most projects configure: `@/x` or `~/x`,
 * and `src/x`. Path maps of a `tsconfig.json` are not read.
 */
export function nodeModulePaths(specifier: string, from: string): readonly string[] {
  const targets = specifier.startsWith('.') ? [joinPath(directoryOf(from), specifier)] : sourceTargets(specifier, from);
  const paths = new Set<string>();
  for (const target of targets) if (target !== null) for (const path of filesAt(target, from)) paths.add(path);
  return [...paths];
}

function sourceTargets(specifier: string, from: string): (string | null)[] {
  const at = from.lastIndexOf('/src/');
  const project = at === -1 ? '' : from.slice(0, at);
  if (/^[@~]\//.test(specifier)) {
    const rest = specifier.slice(2);
    const isInSource = at !== -1 || from.startsWith('src/');
    return isInSource ? [joinPath(project, `src/${rest}`)] : [joinPath('', rest), joinPath('', `src/${rest}`)];
  }
  return specifier.startsWith('src/') ? [joinPath(project, specifier)] : [];
}

function filesAt(target: string, from: string): string[] {
  const written = /\.[a-z]+$/.exec(target)?.[0] ?? '';
  const known = rowOf(WRITTEN, written);
  if (known !== undefined) {
    const base = target.slice(0, -written.length);
    const found = known.map((extension) => base + extension);
    return /\.[cm]?jsx?$/.test(from) ? found.toSorted((a, b) => Number(b === target) - Number(a === target)) : found;
  }
  const implied = IMPLIED.map((extension) => (target === '' ? extension.replace(/^\/|^\..*/, '') : target + extension));
  return [...implied.filter((path) => path !== ''), ...(written === '' ? [] : [target])];
}
