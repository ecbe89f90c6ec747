import type { Fact, FactChange } from '../model/fact.ts';
import { filesOfPattern, isFolderPattern } from '../text/folder-pattern.ts';
import { directoryOf, joinPath } from '../text/path.ts';
import type { Import } from './roles/code.ts';
import { belowVendored, packageOf, vendoredFact } from './vendored-package.ts';

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
  const places = brought.map((path) => ({ path, within: belowVendored(path) }));
  const told = new Set<string>();
  return pairs.flatMap(({ before, after }) => {
    const known = new Set((before?.imports ?? []).map(({ specifier }) => specifier));
    return after.imports.flatMap((one): readonly FactChange[] => {
      if (one.specifier === null || known.has(one.specifier)) return [];
      const found = places.find((place) => isTakenIn(place, one, after.path));
      if (found === undefined) return [];
      const root = packageOf(found.path);
      const name = belowVendored(root);
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

function toFact(root: string, count: number, path: string, { specifier, range }: Import): Fact {
  const files = count === 1 ? '1 file' : `${count} files`;
  return vendoredFact({
    action: 'vendor',
    root,
    evidence: [{ path, range, role: 'import' }],
    confidence: {
      tier: 'resolved',
      why: [`\`${specifier ?? ''}\` is code of others, of which this change brings ${files}.`],
    },
  });
}
