import type { Fact, FactChange, FileContext } from '../model/fact.ts';
import { filesOfPattern, isFolderPattern } from '../text/folder-pattern.ts';
import { hashParts } from '../text/hash.ts';
import { directoryOf, joinPath } from '../text/path.ts';
import { fileContextOf } from './file-context.ts';
import type { Import } from './roles/code.ts';

/** One side of a changed file: what it takes in. */
export interface ImportingSide {
  readonly path: string;
  readonly imports: readonly Import[];
}

/** A changed file that is no code of others. */
export interface ImportingPair {
  readonly before: ImportingSide | null;
  readonly after: ImportingSide;
}

export const VENDORED_KIND = 'supply-chain.dependency';
export const VENDORED_FOLDERS =
  /^(?:.*\/)?(?:node_modules|vendor|vendored|third[_-]party|bower_components|site-packages)\//;

/** Whether a file stands where code of others does, which is folded. */
export function isVendored(path: string): boolean {
  return fileContextOf(path, '').vendored;
}

/**
 * Code of others that a change brings or alters, and takes in for the first time. What it does is folded: that it runs is not.
 *
 * @param brought paths of changed files that stand where code of others does
 * @param named packages that a manifest of the change adds: that is told already
 */
export function vendoredImports(
  pairs: readonly ImportingPair[],
  brought: readonly string[],
  named: ReadonlySet<string>,
): readonly FactChange[] {
  if (brought.length === 0) return [];
  const places = brought.map((path) => ({ path, within: path.replace(VENDORED_FOLDERS, '') }));
  const told = new Set<string>();
  return pairs.flatMap(({ before, after }) => {
    const known = new Set((before?.imports ?? []).map(({ specifier }) => specifier));
    return after.imports.flatMap((one): readonly FactChange[] => {
      if (one.specifier === null || known.has(one.specifier)) return [];
      const found = places.find((place) => isTakenIn(place, one, after.path));
      if (found === undefined) return [];
      const root = rootOf(found.path);
      const name = root.replace(VENDORED_FOLDERS, '');
      if (told.has(root) || [...named].some((each) => name === each || name.startsWith(`${each}/`))) return [];
      told.add(root);
      const count = brought.filter((path) => path === root || path.startsWith(`${root}/`)).length;
      return [{ change: 'added', fact: toFact(root, count, after.path, one), subjectPresent: before !== null }];
    });
  });
}

interface Place {
  readonly path: string;
  /** Below the folder of code of others. */
  readonly within: string;
}

function isTakenIn({ path, within }: Place, { specifier, paths }: Import, from: string): boolean {
  if (paths.some((each) => each === path || (isFolderPattern(each) && filesOfPattern(each, [path]).length > 0)))
    return true;
  const module = specifier ?? '';
  if (module.startsWith('.')) return isModule(path, joinPath(directoryOf(from), module) ?? '');
  return isModule(path, module) || isModule(within, module) || isModule(within, module.replaceAll('.', '/'));
}

/** The file itself, with or without its ending, or one in its folder. */
function isModule(path: string, module: string): boolean {
  if (module === '' || !path.startsWith(module)) return false;
  const rest = path.slice(module.length);
  return rest === '' || rest.startsWith('/') || /^\.\w+$/.test(rest);
}

/** The folder of the package: two parts of a scope, all of a Go module's path, else the first below the folder of code of others. */
function rootOf(path: string): string {
  const above = VENDORED_FOLDERS.exec(path)?.[0] ?? '';
  const parts = path.slice(above.length).split('/');
  if (path.endsWith('.go')) return directoryOf(path);
  const most = parts[0]?.startsWith('@') === true ? 2 : 1;
  return `${above}${parts.slice(0, Math.min(most, Math.max(1, parts.length - 1))).join('/')}`;
}

function toFact(root: string, count: number, path: string, { specifier, range }: Import): Fact {
  const files = count === 1 ? '1 file' : `${count} files`;
  const key = hashParts([VENDORED_KIND, 'vendor', root]);
  const context: FileContext = fileContextOf(path, '');
  return {
    key,
    id: hashParts([key, '']),
    facet: 'supply-chain',
    kind: VENDORED_KIND,
    subject: { type: 'file', symbol: '' },
    action: 'vendor',
    resource: { kind: 'package', value: root, norm: root, dynamic: false },
    provenance: { path, side: 'after', range, anchor: '', evidence: [{ path, range, role: 'import' }] },
    confidence: {
      tier: 'resolved',
      why: [`\`${specifier ?? ''}\` is code of others, of which this change brings ${files}.`],
    },
    context,
  };
}
