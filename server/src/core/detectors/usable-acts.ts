import type { Fact, FactChange } from '../model/fact.ts';
import { type GuardRows, isInside } from './guard-acts.ts';

/** What a query finds is limited to what still counts. */
function isUsableLimit(fact: Fact): boolean {
  return fact.resource.kind === 'state' && isInside(fact);
}

/** `.usable()` of a model may ask for any of what a query asked for itself, and the other way round. */
export function isAskedByScope({ fact, before, change }: FactChange, { all }: GuardRows): boolean {
  if (!isUsableLimit(fact)) return false;
  if (change === 'redirected') return [fact, before].some((each) => each?.resource.norm === 'usable');
  return all.some(
    ({ change: other, fact: now, before: was }) =>
      (other === 'redirected' || other === (change === 'added' ? 'removed' : 'added')) &&
      isUsableLimit(now) &&
      now.subject.symbol === fact.subject.symbol &&
      now.provenance.path === fact.provenance.path &&
      [fact, now, was].some((each) => each?.resource.norm === 'usable'),
  );
}

/**
 * `if (invite.used) throw …` limits what the query found: told of the query, or not at all where the query asked it before. A branch
 * that asks for more than that is told for itself.
 */
export function isToldOfFound({ fact, change }: FactChange, { all }: GuardRows): boolean {
  if (fact.resource.kind !== 'policy' || isInside(fact)) return false;
  const here = all
    .filter((row) => row.change !== (change === 'removed' ? 'added' : 'removed'))
    .map((row) => (change === 'removed' ? (row.before ?? row.fact) : row.fact))
    .filter((other) => isOfSameLine(fact, other));
  const isAlone = here.every((other) => other === fact || isUsableLimit(other));
  return isAlone && here.some((other) => other.subject.symbol.startsWith(`${fact.subject.symbol}: `));
}

function isOfSameLine({ provenance: one }: Fact, { provenance: other }: Fact): boolean {
  return one.path === other.path && one.range.start.line === other.range.start.line;
}
