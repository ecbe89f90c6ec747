import type { Change, Fact, FactChange } from '../model/fact.ts';
import { type Alternative, alternativesOf, requirementOf } from '../model/requirement.ts';
import type { Delta } from './define.ts';

/** One act on guards: what was done at one place, to all that stood behind it. */
export interface GuardAct {
  /** The row told first: where the act was done, else the first route behind it. */
  readonly first: FactChange;
  readonly also: readonly FactChange[];
}

const CHANGES: readonly Change[] = ['added', 'removed', 'weakened', 'strengthened', 'redirected', 'unchanged', 'moved'];

/** All rows of guards, with what is asked of them again and again. */
export interface GuardRows {
  readonly all: readonly FactChange[];
  readonly before: (row: FactChange) => readonly Fact[];
  readonly after: (row: FactChange) => readonly Fact[];
}

export function readGuardRows(delta: Delta): GuardRows {
  const all = delta.of('identity.guard', ...CHANGES);
  const renamed = new Map<string, string>();
  for (const row of [...all, ...delta.of('identity.exposure', ...CHANGES)]) {
    if (row.before !== undefined && row.change !== 'removed') renamed.set(subjectOf(row.before), subjectOf(row.fact));
  }
  const before = new Map<string, Fact[]>();
  const after = new Map<string, Fact[]>();
  const put = (map: Map<string, Fact[]>, key: string, fact: Fact): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [fact]);
    else if (!list.includes(fact)) list.push(fact);
  };
  for (const row of all) {
    const old = row.change === 'removed' ? row.fact : row.before;
    if (old !== undefined) put(before, renamed.get(subjectOf(old)) ?? subjectOf(old), old);
    if (row.change !== 'removed') put(after, subjectOf(row.fact), row.fact);
  }
  const keyOf = (row: FactChange): string =>
    row.change === 'removed' ? (renamed.get(subjectOf(row.fact)) ?? subjectOf(row.fact)) : subjectOf(row.fact);
  return {
    all,
    before: (row) => inOrder(before.get(keyOf(row)) ?? []),
    after: (row) => inOrder(after.get(keyOf(row)) ?? []),
  };
}

const INSIDE = /: (?:query|lookup) of [^:]+$/;

/** A query or a lookup of a record, which is a subject of its own inside of a function. */
export function isInside({ subject }: Fact): boolean {
  return subject.type === 'resource' && INSIDE.test(subject.symbol);
}

/** Queries and the functions they stand in: what moves from a branch into a condition of the query is still asked. */
export function isAskedBeside({ fact, change: own }: FactChange, { all }: GuardRows): boolean {
  if (fact.resource.kind !== 'owner' && fact.resource.kind !== 'any-of') return false;
  const outer = (symbol: string): string => symbol.replace(INSIDE, '');
  return all.some(
    ({ change, fact: other }) =>
      change === (own === 'added' ? 'removed' : 'added') &&
      other.action === 'scope-to-owner' &&
      // A limit that some pass by their role replaces none that held for all.
      (other.qualifiers?.['condition'] === fact.qualifiers?.['condition'] ||
        other.qualifiers?.['condition'] !== 'data:by-role') &&
      other.provenance.path === fact.provenance.path &&
      other.subject.symbol !== fact.subject.symbol &&
      (isInside(fact) || isInside(other)) &&
      outer(other.subject.symbol) === outer(fact.subject.symbol),
  );
}

/** That nothing is found without its parent is told of the lookup, not of the function around it once more. */
export function isToldByLookup({ fact }: FactChange, lost: readonly FactChange[]): boolean {
  return (
    fact.resource.norm === 'parent' &&
    !isInside(fact) &&
    lost.some(
      ({ fact: other }) =>
        isInside(other) &&
        other.provenance.path === fact.provenance.path &&
        other.subject.symbol.startsWith(`${fact.subject.symbol}: `),
    )
  );
}

/** What became one of several ways in is told as that. */
export function isToldAsOption({ fact }: FactChange, { all }: GuardRows): boolean {
  return all.some(
    ({ change, fact: now }) =>
      change === 'weakened' &&
      subjectOf(now) === subjectOf(fact) &&
      includesAll(alternativesOf(requirementOf(now.resource)), alternativesOf(requirementOf(fact.resource))),
  );
}

/** These, and others beside them. */
function includesAll(all: readonly Alternative[], some: readonly Alternative[]): boolean {
  return (
    all.length > some.length &&
    some.every(({ kind, value }) => all.some((each) => each.kind === kind && each.value === value))
  );
}

/** Asked inside a function that is only called: its own row says when that changes. */
export function isOwn(fact: Fact): boolean {
  return fact.detail?.via !== 'transitive';
}

function subjectOf(fact: Fact): string {
  return `${fact.provenance.path}\u0000${fact.subject.symbol}`;
}

function inOrder(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted(
    (a, b) =>
      a.provenance.range.start.line - b.provenance.range.start.line ||
      a.provenance.range.start.character - b.provenance.range.start.character,
  );
}

/** Where a guard stands, and where it is defined when that is somewhere else. */
function placesOf(fact: Fact): readonly string[] {
  return fact.provenance.evidence.map(({ path, range }) => `${path}:${range.start.line}:${range.start.character}`);
}

/**
 * Rows by act. A guard whose definition changed is told where it is defined; one that stood in front of several routes, once.
 * `side`: where the act is to be seen, before for what went, after for what came.
 */
export function toActs(rows: readonly FactChange[], side: 'before' | 'after'): readonly GuardAct[] {
  const factOf = (row: FactChange): Fact => (side === 'before' ? (row.before ?? row.fact) : row.fact);
  const own = new Set(rows.map((row) => placesOf(factOf(row))[0]!));
  const acts = new Map<string, FactChange[]>();
  for (const row of rows) {
    const [use = '', ...defined] = placesOf(factOf(row));
    const place = defined.find((each) => own.has(each)) ?? use;
    const list = acts.get(place);
    if (list === undefined) acts.set(place, [row]);
    else list.push(row);
  }
  const told = [...acts].map(([place, list]): GuardAct => {
    const sorted = list.toSorted((a, b) => rankOf(factOf(a), place) - rankOf(factOf(b), place));
    const [first, ...also] = sorted;
    return { first: first!, also };
  });
  return mergeSame(told);
}

/** What one subject asked in several places is one thing to whoever reads of it: told where it stood first. */
function mergeSame(acts: readonly GuardAct[]): readonly GuardAct[] {
  const bySame = new Map<string, GuardAct>();
  for (const act of acts) {
    const { fact, before } = act.first;
    const key = [fact, ...(before === undefined ? [] : [before])]
      .map((each) => [
        subjectOf(each),
        each.action,
        each.resource.kind,
        each.resource.norm,
        each.qualifiers?.['condition'],
      ])
      .join('\u0000');
    const same = bySame.get(key);
    bySame.set(key, same === undefined ? act : { first: same.first, also: [...same.also, act.first, ...act.also] });
  }
  return [...bySame.values()];
}

/** Told first: every route of a router, then what stands at the place itself, then the rest in their order. */
function rankOf(fact: Fact, place: string): number {
  if (isWhole(fact)) return 0;
  return placesOf(fact)[0] === place ? 1 : 2;
}

/** Stands for routes that are mostly elsewhere: all of a router, all below a mount. */
export function isWhole({ subject }: Fact): boolean {
  return subject.symbol.startsWith('every route of ') || subject.symbol.endsWith('/*');
}

/** Whole routers are told only when a route behind the same place changed with them, or when none is known. */
export function withoutCovered(
  acts: readonly GuardAct[],
  { all }: GuardRows,
  side: 'before' | 'after',
): readonly GuardAct[] {
  const factOf = (row: FactChange): Fact | undefined =>
    side === 'before'
      ? row.change === 'removed'
        ? row.fact
        : row.before
      : row.change === 'removed'
        ? undefined
        : row.fact;
  return acts.filter(({ first, also }) => {
    if (![first, ...also].every((row) => isWhole(factOf(row) ?? row.fact))) return true;
    const [place] = placesOf(factOf(first) ?? first.fact);
    const behind = all.filter((row) => {
      const fact = factOf(row);
      return fact?.subject.type === 'route' && !isWhole(fact) && placesOf(fact).includes(place!);
    });
    return (
      behind.length === 0 ||
      behind.some((row) => row.change !== 'unchanged' && row.change !== 'moved' && row.subjectPresent)
    );
  });
}
