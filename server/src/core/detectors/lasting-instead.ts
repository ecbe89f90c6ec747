import type { FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/** Credentials that last and came where one went that ended by itself, with the one that went. */
export function lastingInstead(delta: Delta): ReadonlyMap<FactChange, FactChange> {
  const gone = delta
    .of('workflow.identity', 'removed')
    .filter(({ fact }) => fact.qualifiers?.['lifetime'] === 'short-lived');
  const found = new Map<FactChange, FactChange>();
  for (const row of delta.of('workflow.identity', 'added')) {
    if (row.fact.qualifiers?.['lifetime'] !== 'static') continue;
    const before = gone.find(({ fact }) => isOfSame(fact, row.fact));
    if (before !== undefined) found.set(row, before);
  }
  return found;
}

function isOfSame(before: FactChange['fact'], after: FactChange['fact']): boolean {
  return before.provenance.path === after.provenance.path && before.subject.symbol === after.subject.symbol;
}
