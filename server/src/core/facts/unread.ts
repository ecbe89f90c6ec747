import type { FactChange } from '../model/fact.ts';
import type { Reading } from './define.ts';
import { splitKey, subjectKey } from './pair-subjects.ts';

interface Side {
  readonly path: string;
  readonly unread: readonly string[];
}

interface FilePair {
  readonly before: Side | null;
  readonly after: Side | null;
}

const WHY = 'What is put in there now was not read, and may ask for it.';

/** What stands around routes and is not read, each with the symbol of its route. */
export function unreadOf({ routes }: Reading): readonly string[] {
  return routes.flatMap(({ symbol, unread = [] }) => unread.map((what) => subjectKey(symbol, what)));
}

/** A guard that is gone where something came that nobody reads may stand in there: it is told, and not as proven. */
export function settleUnread(
  changes: readonly FactChange[],
  files: readonly FilePair[],
  pairs: ReadonlyMap<string, string>,
): readonly FactChange[] {
  const sides = new Map(files.flatMap((pair) => (pair.before === null ? [] : [[pair.before.path, pair] as const])));
  const known = new Map<Side, ReadonlyMap<string, ReadonlySet<string>>>();
  const ofSymbol = (side: Side, symbol: string): ReadonlySet<string> => {
    const all = known.get(side) ?? bySymbol(side.unread);
    known.set(side, all);
    return all.get(symbol) ?? NONE;
  };
  return changes.map((row): FactChange => {
    const { change, fact } = row;
    if (change !== 'removed' || fact.kind !== 'identity.guard') return row;
    const { before, after } = sides.get(fact.provenance.path) ?? { before: null, after: null };
    if (before === null || after === null || after.unread.length === 0) return row;
    const target = pairs.get(subjectKey(before.path, fact.subject.symbol));
    const [path, symbol] = target === undefined ? [after.path, fact.subject.symbol] : splitKey(target);
    const had = ofSymbol(before, fact.subject.symbol);
    if (path !== after.path || [...ofSymbol(after, symbol)].every((what) => had.has(what))) return row;
    return { ...row, fact: { ...fact, confidence: { tier: 'name', why: [...fact.confidence.why, WHY] } } };
  });
}

const NONE: ReadonlySet<string> = new Set();

function bySymbol(unread: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const key of unread) {
    const [symbol, what] = splitKey(key);
    const known = all.get(symbol);
    if (known === undefined) all.set(symbol, new Set([what]));
    else known.add(what);
  }
  return all;
}
