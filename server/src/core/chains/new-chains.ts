import type { FoundChain } from './define.ts';

/** Two texts of one request in one command are one chain. */
export function distinct(chains: readonly FoundChain[]): readonly FoundChain[] {
  const found = new Map<string, FoundChain>();
  for (const chain of chains) {
    const key = [chain.group, chain.key].join('\n');
    const known = found.get(key);
    if (known === undefined || chain.steps.length < known.steps.length) found.set(key, chain);
  }
  return [...found.values()];
}

/** Multisets by what the chains are; those whose ends have the same names are matched first. */
export function without(
  now: readonly FoundChain[],
  old: readonly Pick<FoundChain, 'key' | 'ends'>[],
): readonly FoundChain[] {
  const byEnds = new Map<string, number>();
  const byKey = new Map<string, number>();
  const withEnds = ({ key, ends }: Pick<FoundChain, 'key' | 'ends'>): string => `${key}\n${ends}`;
  for (const one of old) {
    add(byEnds, withEnds(one), 1);
    add(byKey, one.key, 1);
  }
  const open = now.filter((one) => {
    const isOld = (byEnds.get(withEnds(one)) ?? 0) > 0;
    if (isOld)
      for (const [counts, key] of [
        [byEnds, withEnds(one)],
        [byKey, one.key],
      ] as const)
        add(counts, key, -1);
    return !isOld;
  });
  return open.filter(({ key }) => {
    const isOld = (byKey.get(key) ?? 0) > 0;
    if (isOld) add(byKey, key, -1);
    return !isOld;
  });
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
