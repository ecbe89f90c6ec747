import type { Fact } from '../model/fact.ts';
import { comesIntoForce } from '../text/acting-place.ts';
import { groupBy } from '../text/group-by.ts';

/**
 * Of what went with its file and what came in another, those that are about the same thing: one act on one resource, held by
 * one name. What two files have of it stays apart: which became which is not known.
 */
export function movedResources(gone: readonly Fact[], come: readonly Fact[]): ReadonlyMap<Fact, Fact> {
  const after = byResource(come);
  const moved = new Map<Fact, Fact>();
  for (const [about, [fact, ...others]] of byResource(gone)) {
    const [now, ...more] = after.get(about) ?? [];
    if (others.length > 0 || more.length > 0 || now === undefined) continue;
    const [from, to] = [fact!.provenance.path, now.provenance.path];
    if (from !== to && !comesIntoForce(from, to)) moved.set(fact!, now);
  }
  return moved;
}

function byResource(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const named = facts.filter(({ resource }) => !resource.dynamic && resource.norm !== '*' && resource.norm !== '');
  return groupBy(named, ({ kind, action, resource, subject }) =>
    [kind, action, resource.kind, resource.norm, subject.type, subject.symbol].join('\u0000'),
  );
}
