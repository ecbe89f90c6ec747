import type { Passage } from '../../model/passage.ts';

const MAX_ROUNDS = 6;

/** Without passages that lead nowhere or come from nowhere, as far as the file itself says: they would only be kept. */
export function pruned(path: string, passages: readonly Passage[]): readonly Passage[] {
  let left = passages;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const begun = new Set<string>();
    const returned = new Set<string>();
    for (const { from, to } of left) {
      if (from.kind === 'parameter') begun.add(`${from.symbol}\n${from.index}`).add(`${from.symbol}\n${from.name}`);
      if (to.kind === 'return') returned.add(to.symbol);
    }
    const kept = left.filter(({ from, to }) => {
      const isDeadEnd =
        to.kind === 'argument' && to.of.path === path && !begun.has(`${to.of.symbol}\n${to.name ?? to.index}`);
      const isUnfed = from.kind === 'result' && from.of.path === path && !returned.has(from.of.symbol);
      return !isDeadEnd && !isUnfed;
    });
    if (kept.length === left.length) break;
    left = kept;
  }
  return left;
}
