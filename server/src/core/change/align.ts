import { diffArrays } from 'diff';

/** Half-open span of a sequence. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Reports the matched pairs of `a[inA]` and `b[inB]` in order, by the package `diff` (Myers), bounded by a count and never
 * by a clock. Answers false, with nothing reported, when more than `maxEdits` insertions and deletions would be needed.
 */
export function alignSequences(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  inA: Span,
  inB: Span,
  maxEdits: number,
  match: (atA: number, atB: number) => void,
): boolean {
  const parts = diffArrays(sliceOf(a, inA), sliceOf(b, inB), { maxEditLength: maxEdits });
  if (parts === undefined) return false;
  let atA = inA.start;
  let atB = inB.start;
  for (const { value, added, removed } of parts) {
    if (added) atB += value.length;
    else if (removed) atA += value.length;
    else for (let i = 0; i < value.length; i += 1) match(atA++, atB++);
  }
  return true;
}

function sliceOf(values: ArrayLike<number>, { start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, i) => values[start + i]!);
}
