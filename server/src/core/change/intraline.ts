import { alignSequences } from './align.ts';

/** Half-open UTF-16 columns of a line. */
export type Mark = readonly [start: number, end: number];

export interface LineMarks {
  readonly before: readonly Mark[];
  readonly after: readonly Mark[];
}

const MAX_LENGTH = 1000;
const MAX_EDITS = 200;
/** Below this share of common text the lines have nothing to do with each other, and marks would only be noise. */
const MIN_COMMON = 0.35;

const NONE: LineMarks = { before: [], after: [] };

/** What changed within a line that replaced another: words and single signs, never half a surrogate pair. */
export function markChanges(before: string, after: string): LineMarks {
  if (before.length > MAX_LENGTH || after.length > MAX_LENGTH) return NONE;
  const [one, other] = [splitTokens(before), splitTokens(after)];
  const numbers = new Map<string, number>();
  const intern = (token: string): number => {
    const known = numbers.get(token) ?? numbers.size;
    numbers.set(token, known);
    return known;
  };
  const a = one.map(intern);
  const b = other.map(intern);
  const keptBefore = new Set<number>();
  const keptAfter = new Set<number>();
  let common = 0;
  const isAligned = alignSequences(
    a,
    b,
    { start: 0, end: a.length },
    { start: 0, end: b.length },
    MAX_EDITS,
    (atA, atB) => {
      keptBefore.add(atA);
      keptAfter.add(atB);
      common += (one[atA] ?? '').trim().length;
    },
  );
  const length = Math.max(before.trim().length, after.trim().length);
  if (!isAligned || length === 0 || common / length < MIN_COMMON) return NONE;
  return { before: toMarks(one, keptBefore), after: toMarks(other, keptAfter) };
}

/** Words, runs of blanks, and every other character by itself. */
function splitTokens(line: string): readonly string[] {
  return line.match(/[\p{L}\p{N}_]+|\s+|[^]/gu) ?? [];
}

function toMarks(tokens: readonly string[], kept: ReadonlySet<number>): readonly Mark[] {
  const marks: [number, number][] = [];
  let column = 0;
  for (const [index, token] of tokens.entries()) {
    const end = column + token.length;
    const last = marks.at(-1);
    if (!kept.has(index)) {
      if (last !== undefined && last[1] === column) last[1] = end;
      else marks.push([column, end]);
    }
    column = end;
  }
  return marks;
}
