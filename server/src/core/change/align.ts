/**
 * Longest common subsequence of two integer sequences by Myers' greedy algorithm, bounded by a count and never by a
 * clock. Own code, because the npm package `diff` asks `Date.now()` on every step and the core has no clock.
 * @see E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Reports the matched pairs of `a[inA]` and `b[inB]` in order. Answers false, with nothing reported, when more than
 * `maxEdits` insertions and deletions would be needed.
 */
export function alignMyers(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  inA: Span,
  inB: Span,
  maxEdits: number,
  match: (atA: number, atB: number) => void,
): boolean {
  const sizeA = inA.end - inA.start;
  const sizeB = inB.end - inB.start;
  if (Math.abs(sizeA - sizeB) > maxEdits) return false;
  const limit = Math.min(maxEdits, sizeA + sizeB);
  const reach = new Int32Array(2 * limit + 3); // furthest x on diagonal k, at index k + limit + 1
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits += 1) {
    for (let k = -edits; k <= edits; k += 2) {
      const down = at(reach, k + 1 + limit + 1);
      const right = at(reach, k - 1 + limit + 1) + 1;
      let x = edits === 0 ? 0 : k === -edits || (k !== edits && right <= down) ? down : right;
      while (x < sizeA && x - k < sizeB && a[inA.start + x] === b[inB.start + x - k]) x += 1;
      reach[k + limit + 1] = x;
      if (x >= sizeA && x - k >= sizeB) {
        trace.push(reach.slice(limit + 1 - edits, limit + 2 + edits));
        reportMatches(trace, sizeA, sizeB, (atA, atB) => match(inA.start + atA, inB.start + atB));
        return true;
      }
    }
    trace.push(reach.slice(limit + 1 - edits, limit + 2 + edits)); // diagonals -edits … edits
  }
  return false;
}

/** Walks back from the end; each round's furthest points are in `trace`. */
function reportMatches(
  trace: readonly Int32Array[],
  sizeA: number,
  sizeB: number,
  match: (atA: number, atB: number) => void,
): void {
  const runs: { x: number; y: number; length: number }[] = [];
  let x = sizeA;
  let y = sizeB;
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const before = trace[edits - 1] ?? new Int32Array(1);
    const k = x - y;
    const down = reachOf(before, edits - 1, k + 1);
    const right = reachOf(before, edits - 1, k - 1) + 1;
    const isDown = k === -edits || (k !== edits && right <= down);
    const startX = isDown ? down : right;
    if (x > startX) runs.push({ x: startX, y: startX - k, length: x - startX });
    x = isDown ? down : right - 1;
    y = isDown ? down - (k + 1) : x - (k - 1);
  }
  if (x > 0) runs.push({ x: 0, y: 0, length: x });
  for (const run of runs.toReversed()) for (let i = 0; i < run.length; i += 1) match(run.x + i, run.y + i);
}

/** Diagonals a round has not reached stand at 0, as they did in the shared array when it was asked. */
function reachOf(round: Int32Array, edits: number, k: number): number {
  return Math.abs(k) > edits ? 0 : at(round, k + edits);
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}
