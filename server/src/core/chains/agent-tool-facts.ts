import type { Fact } from '../model/fact.ts';
import type { ChainSide } from './define.ts';

/** What tools do outside, as far as it was read, by their names. */
export function effectsOfTools(side: ChainSide): ReadonlyMap<string, readonly string[]> {
  const before = knownEffects.get(side);
  if (before !== undefined) return before;
  const found = new Map<string, string[]>();
  for (const all of side.facts.values())
    for (const { kind, subject, qualifiers } of all) {
      const effect = kind === 'agent.tool' ? qualifiers?.['effect'] : undefined;
      if (effect === undefined) continue;
      const name = nameIn(subject);
      found.set(name, [...(found.get(name) ?? []), effect]);
    }
  knownEffects.set(side, found);
  return found;
}

const knownEffects = new WeakMap<ChainSide, ReadonlyMap<string, readonly string[]>>();
const known = new WeakMap<ChainSide, ReadonlyMap<string, readonly string[]>>();

/** The facts of a side that tell of tools, by the names of those. */
export function factsOfTools(side: ChainSide): ReadonlyMap<string, readonly string[]> {
  const before = known.get(side);
  if (before !== undefined) return before;
  const found = new Map<string, string[]>();
  for (const all of side.facts.values())
    for (const { kind, subject, id } of all) {
      if (kind !== 'agent.tool') continue;
      const name = nameIn(subject);
      const ids = found.get(name);
      if (ids === undefined) found.set(name, [id]);
      else ids.push(id);
    }
  known.set(side, found);
  return found;
}

function nameIn({ symbol }: Fact['subject']): string {
  return symbol.replace(/^tool /, '');
}
