import { comesIntoForce } from '../text/acting-place.ts';
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
/** Pairs compared word by word; beyond it only equal symbols and bodies are paired. */
const MAX_COMPARISONS = 40_000;

/** Addresses a subject on one side: path and symbol. */
export function subjectKey(path: string, symbol: string): string {
  return `${path}\u0000${symbol}`;
}

/** What had no effect where it stood is new where it has one. */
function isNoMove(before: string, after: string): boolean {
  return comesIntoForce(pathOf(before), pathOf(after));
}

function pathOf(key: string): string {
  return key.slice(0, key.indexOf('\u0000'));
}

/**
 * One-to-one pairs of before- and after-subjects: same symbol in the file, else same body, else most words in common; then
 * the same across files, for what moved. Answers before-key -> after-key.
 */
export function pairSubjects(files: readonly FileSubjects[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  const budget = { left: MAX_COMPARISONS };
  const openBefore: [string, SubjectBody][] = [];
  const openAfter: [string, SubjectBody][] = [];

  const join = (before: string, after: string): void => {
    pairs.set(before, after);
    taken.add(after);
  };
  const keyed = (side: SideSubjects | null): [string, SubjectBody][] => {
    const seen = new Set<string>();
    return (side?.subjects ?? []).flatMap((subject) => {
      const key = subjectKey(side!.path, subject.symbol);
      if (seen.has(key)) return [];
      seen.add(key);
      return [[key, subject] as [string, SubjectBody]];
    });
  };

  for (const { before, after } of files) {
    const left = keyed(before);
    const right = keyed(after);
    const rightBySymbol = new Map(right.map(([key, subject]) => [subject.symbol, key]));
    for (const [key, subject] of left) {
      const same = rightBySymbol.get(subject.symbol);
      if (same !== undefined) join(key, same);
    }
    const restLeft = left.filter(([key]) => !pairs.has(key));
    const restRight = right.filter(([key]) => !taken.has(key));
    pairBodies(restLeft, restRight, MIN_OVERLAP_IN_FILE, join, budget);
    openBefore.push(...restLeft.filter(([key]) => !pairs.has(key)));
    openAfter.push(...restRight.filter(([key]) => !taken.has(key)));
  }
  const left = joinRoutes(openBefore, openAfter, join);
  const right = openAfter.filter(([key]) => !taken.has(key));
  pairBodies(left, right, MIN_OVERLAP_ACROSS, join, budget);
  return pairs;
}

/** A method and a path of some length are the same route in whichever file; `GET /` is the root of any router. */
const WHOLE_PATH = /^[A-Z|]+ \/.*[a-zA-Z]/;

/** Joins routes that stand in another file now; answers the rest of `left`. */
function joinRoutes(
  left: readonly [string, SubjectBody][],
  right: readonly [string, SubjectBody][],
  join: (before: string, after: string) => void,
): readonly [string, SubjectBody][] {
  const bySymbol = new Map<string, string[]>();
  for (const [key, { type, symbol }] of right)
    if (type === 'route' && WHOLE_PATH.test(symbol)) bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), key]);
  return left.filter(([key, { type, symbol }]) => {
    const named = type === 'route' ? bySymbol.get(symbol) : undefined;
    const same = named?.filter((other) => !isNoMove(key, other));
    // Two routers with a route of that name: which one it became is for their bodies to say.
    if (same?.length !== 1) return true;
    bySymbol.delete(symbol);
    join(key, same[0]!);
    return false;
  });
}

function pairBodies(
  left: readonly [string, SubjectBody][],
  right: readonly [string, SubjectBody][],
  minimum: number,
  join: (before: string, after: string) => void,
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
