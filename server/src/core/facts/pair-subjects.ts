import { comesIntoForce } from '../text/acting-place.ts';
import { groupBy } from '../text/group-by.ts';
import { entryPointOf, serverPlaceOf } from './entry-points.ts';
import type { SubjectBody } from './subjects.ts';

export interface SideSubjects {
  readonly path: string;
  readonly subjects: readonly SubjectBody[];
}

/** One file of the change set; a side is null when the file did not exist or could not be read. */
export interface FileSubjects {
  readonly before: SideSubjects | null;
  readonly after: SideSubjects | null;
}

const MIN_OVERLAP_IN_FILE = 0.6;
const MIN_OVERLAP_ACROSS = 0.75;
/** Of two with one name in two files: `run` and `handler` are names of many things. */
const MIN_OVERLAP_NAMED = 0.5;
/** Pairs compared word by word; beyond it only equal symbols and bodies are paired. */
const MAX_COMPARISONS = 40_000;

/** Addresses a subject on one side: path and symbol. */
export function subjectKey(path: string, symbol: string): string {
  return `${path}\u0000${symbol}`;
}

/** Path and symbol of an address. */
export function splitKey(key: string): readonly [path: string, symbol: string] {
  const at = key.indexOf('\u0000');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** What had no effect where it stood is new where it has one. */
function isNoMove(before: string, after: string): boolean {
  return comesIntoForce(splitKey(before)[0], splitKey(after)[0]);
}

type Keyed = readonly [key: string, subject: SubjectBody];
type Join = (before: string, after: string) => void;

/**
 * One-to-one pairs of before- and after-subjects: same symbol in the file; same entry point in any file, same place of a server
 * in the file; there same body, else most words in common; then across files same name, same body, most words in common. Answers
 * before-key -> after-key.
 */
export function pairSubjects(files: readonly FileSubjects[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  const budget = { left: MAX_COMPARISONS };

  const join = (before: string, after: string): void => {
    pairs.set(before, after);
    taken.add(after);
  };
  const isOpenBefore = ([key]: Keyed): boolean => !pairs.has(key);
  const isOpenAfter = ([key]: Keyed): boolean => !taken.has(key);

  const sides = files.map(({ before, after }) => {
    const left = keyed(before);
    const right = keyed(after);
    const bySymbol = new Map(right.map(([key, subject]) => [subject.symbol, key]));
    for (const [key, subject] of left) {
      const same = bySymbol.get(subject.symbol);
      if (same !== undefined) join(key, same);
    }
    const open = { left: left.filter(isOpenBefore), right: right.filter(isOpenAfter) };
    joinPoints(open.left, open.right, entryPointOf, join);
    joinPoints(open.left.filter(isOpenBefore), open.right.filter(isOpenAfter), serverPlaceOf, join);
    return { left: open.left.filter(isOpenBefore), right: open.right.filter(isOpenAfter) };
  });
  const open = {
    left: () => sides.flatMap(({ left }) => left.filter(isOpenBefore)),
    right: () => sides.flatMap(({ right }) => right.filter(isOpenAfter)),
  };
  joinPoints(open.left(), open.right(), entryPointOf, join);
  for (const { left, right } of sides)
    pairBodies(left.filter(isOpenBefore), right.filter(isOpenAfter), MIN_OVERLAP_IN_FILE, join, budget);
  joinNamed(open.left(), open.right(), join);
  pairBodies(open.left(), open.right(), MIN_OVERLAP_ACROSS, join, budget);
  return pairs;
}

/** Each symbol of a side once. */
function keyed(side: SideSubjects | null): readonly Keyed[] {
  const seen = new Set<string>();
  return (side?.subjects ?? []).flatMap((subject): readonly Keyed[] => {
    const key = subjectKey(side!.path, subject.symbol);
    if (seen.has(key)) return [];
    seen.add(key);
    return [[key, subject]];
  });
}

/** Where several have the point now, it became the one that is most like it. */
function joinPoints(
  left: readonly Keyed[],
  right: readonly Keyed[],
  pointOf: (subject: SubjectBody) => string | null,
  join: Join,
): void {
  const byPoint = groupBy(right, ([, subject]) => pointOf(subject));
  const used = new Set<string>();
  for (const [key, subject] of left) {
    const point = pointOf(subject);
    if (point === null) continue;
    const [first, ...others] = (byPoint.get(point) ?? []).filter(
      ([after]) => !used.has(after) && !isNoMove(key, after),
    );
    if (first === undefined) continue;
    const closer = ([, one]: Keyed, [, other]: Keyed): number => likeness(subject, other) - likeness(subject, one);
    const [after] = others.length === 0 ? first : [first, ...others].toSorted(closer)[0]!;
    used.add(after);
    join(key, after);
  }
}

/** Joins what has a name that nothing else of its kind has, gone from one file and come in another. */
function joinNamed(left: readonly Keyed[], right: readonly Keyed[], join: Join): void {
  const nameOf = ([, { type, symbol }]: Keyed): string => `${type} ${symbol}`;
  const after = groupBy(right, nameOf);
  for (const [name, gone] of groupBy(left, nameOf)) {
    const [was] = gone;
    const come = after.get(name) ?? [];
    if (gone.length > 1 || come.length !== 1 || isNoMove(was![0], come[0]![0])) continue;
    if (overlap(was![1].words, come[0]![1].words) >= MIN_OVERLAP_NAMED) join(was![0], come[0]![0]);
  }
}

function likeness(one: SubjectBody, other: SubjectBody): number {
  return one.bodyHash === other.bodyHash ? 2 : overlap(one.words, other.words);
}

function pairBodies(
  left: readonly Keyed[],
  right: readonly Keyed[],
  minimum: number,
  join: Join,
  budget: { left: number },
): void {
  const usedLeft = new Set<string>();
  const usedRight = new Set<string>();
  const take = (before: string, after: string): void => {
    usedLeft.add(before);
    usedRight.add(after);
    join(before, after);
  };
  for (const [key, subject] of left) {
    const same = right.find(
      ([other, body]) =>
        !usedRight.has(other) &&
        body.type === subject.type &&
        body.bodyHash === subject.bodyHash &&
        !isNoMove(key, other),
    );
    if (same !== undefined) take(key, same[0]);
  }
  const scored: { before: string; after: string; score: number }[] = [];
  for (const [before, a] of left) {
    for (const [after, b] of right) {
      if (usedLeft.has(before) || usedRight.has(after) || a.type !== b.type || budget.left <= 0) continue;
      budget.left -= 1;
      const score = overlap(a.words, b.words);
      if (score >= minimum && !isNoMove(before, after)) scored.push({ before, after, score });
    }
  }
  scored.sort((x, y) => y.score - x.score || (x.before + x.after < y.before + y.after ? -1 : 1));
  for (const { before, after } of scored) if (!usedLeft.has(before) && !usedRight.has(after)) take(before, after);
}

/** Shared words over all words, 0 to 1. Both lists are sorted and distinct. */
function overlap(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      shared += 1;
      i += 1;
      j += 1;
    } else if (a[i]! < b[j]!) i += 1;
    else j += 1;
  }
  return shared / (a.length + b.length - shared);
}
