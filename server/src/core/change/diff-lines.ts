import { alignSequences } from './align.ts';
import type { LineEdit } from './line-edit.ts';
import { slideEdits } from './slide-edits.ts';

/** Insertions plus deletions that are searched between two anchors; above it, what lies between is replaced whole. */
export const MAX_EDIT_LENGTH = 1000;

/**
 * Line diff: common ends, then lines that occur once on each side as anchors (patience), then the package `diff` between them.
 * Budgets are counts, so the same input has the same answer everywhere. Lines carry their terminators.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly LineEdit[] {
  const [a, b] = internLines(before, after);
  const pairs = new Int32Array(a.length).fill(NONE);
  alignLines(a, b, pairs);
  return slideEdits(toEdits(pairs, b.length), before, after);
}

const NONE = -1;

function internLines(before: readonly string[], after: readonly string[]): readonly [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const intern = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(before, intern), Int32Array.from(after, intern)];
}

function alignLines(a: Int32Array, b: Int32Array, pairs: Int32Array): void {
  const anchors = [...findAnchors(a, b), [a.length, b.length] as const];
  let fromA = 0;
  let fromB = 0;
  for (const [atA, atB] of anchors) {
    alignGap(a, b, { fromA, toA: atA, fromB, toB: atB }, pairs);
    if (atA < a.length) pairs[atA] = atB;
    fromA = atA + 1;
    fromB = atB + 1;
  }
}

interface Gap {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Fills `pairs` within a gap: its common ends, then an alignment; nothing when that is over budget. */
function alignGap(a: Int32Array, b: Int32Array, gap: Gap, pairs: Int32Array): void {
  let { fromA, toA, fromB, toB } = gap;
  while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) {
    pairs[fromA] = fromB;
    fromA += 1;
    fromB += 1;
  }
  while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) {
    toA -= 1;
    toB -= 1;
    pairs[toA] = toB;
  }
  if (fromA === toA || fromB === toB) return;
  alignSequences(a, b, { start: fromA, end: toA }, { start: fromB, end: toB }, MAX_EDIT_LENGTH, (atA, atB) => {
    pairs[atA] = atB;
  });
}

/** Pairs of lines that occur exactly once on each side, the longest run of them that is in order on both. */
function findAnchors(a: Int32Array, b: Int32Array): readonly (readonly [number, number])[] {
  const onceInA = findUnique(a);
  const onceInB = findUnique(b);
  const candidates: [number, number][] = [];
  for (const [line, atA] of onceInA) {
    const atB = onceInB.get(line);
    if (atB !== undefined) candidates.push([atA, atB]);
  }
  return longestRising(candidates.sort((x, y) => x[0] - y[0]));
}

function findUnique(lines: Int32Array): ReadonlyMap<number, number> {
  const once = new Map<number, number>();
  const seen = new Set<number>();
  for (const [at, line] of lines.entries()) {
    if (seen.has(line)) once.delete(line);
    else once.set(line, at);
    seen.add(line);
  }
  return once;
}

/** Patience sorting: the longest subsequence whose second numbers rise. */
function longestRising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const tops: number[] = []; // index into pairs of the smallest end of a run of length i + 1
  const previous: number[] = [];
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? NONE : (tops[low - 1] ?? NONE));
    tops[low] = index;
  }
  const run: (readonly [number, number])[] = [];
  for (let at = tops.at(-1) ?? NONE; at !== NONE; at = previous[at] ?? NONE) {
    const pair = pairs[at];
    if (pair !== undefined) run.push(pair);
  }
  return run.reverse();
}

function toEdits(pairs: Int32Array, sizeB: number): readonly LineEdit[] {
  const edits: LineEdit[] = [];
  let atA = 0;
  let atB = 0;
  const close = (endA: number, endB: number): void => {
    if (endA > atA || endB > atB) {
      edits.push({ before: { start: atA, lines: endA - atA }, after: { start: atB, lines: endB - atB } });
    }
  };
  for (const [lineA, lineB] of pairs.entries()) {
    if (lineB === NONE) continue;
    close(lineA, lineB);
    atA = lineA + 1;
    atB = lineB + 1;
  }
  close(pairs.length, sizeB);
  return edits;
}
