import type { ChainSide } from './define.ts';

const known = new WeakMap<ChainSide, ReadonlyMap<string, readonly string[]>>();

/** The facts of a side that tell of tools, by the names of those. */
export function factsOfTools(side: ChainSide): ReadonlyMap<string, readonly string[]> {
  const before = known.get(side);
  if (before !== undefined) return before;
  const found = new Map<string, string[]>();
  for (const all of side.facts.values())
    for (const { kind, subject, id } of all) {
      if (kind !== 'agent.tool') continue;
      const name = subject.symbol.replace(/^tool /, '');
      const ids = found.get(name);
      if (ids === undefined) found.set(name, [id]);
      else ids.push(id);
    }
  known.set(side, found);
  return found;
}
