import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { isOwn, readGuardRows, toActs, withoutCovered } from './guard-acts.ts';
import { asks, compareGuards, reachOf, requires, subjectWords } from './guard-words.ts';

/** A check that is still there and keeps fewer people out. */
export const guardWeakened = defineDetector({
  id: 'guard-weakened',
  facet: 'identity',
  why: 'More callers pass this check than before, or they pass it more often.',
  fix: 'Restore the stricter check, or say who should pass that did not.',
  tags: ['CWE-863', 'CWE-285', 'ASI03', 'NHI5'],

  *detect(delta) {
    const rows = readGuardRows(delta);
    const weakened = delta.of('identity.guard', 'weakened').filter(({ before }) => isOwn(before!));
    const lifted = delta
      .added('identity.guard')
      .filter((row) => row.fact.qualifiers?.['condition'] === 'exempt' && row.subjectPresent);
    const acts = [...withoutCovered(toActs(weakened, 'before'), rows, 'before'), ...toActs(lifted, 'after')];
    for (const { first, also } of acts) {
      yield {
        change: first,
        also,
        as: 'weakened',
        message: messageOf(first, also),
        comparison: compareGuards(rows.before(first), rows.after(first)),
      };
    }
  },
});

function messageOf(first: FactChange, also: readonly FactChange[]): string {
  const { who, isMany } = subjectWords(first, also);
  const { fact, before } = first;
  if (fact.qualifiers?.['condition'] === 'exempt') return `${who} ${requires(before ?? fact, isMany, true)}.`;
  const isSame = before === undefined || before.resource.norm === fact.resource.norm;
  const reach = reachOf(fact);
  if (isSame) return `${who} ${requires(fact, isMany)} ${reach ?? 'less often'}.`;
  const now = isMany ? 'now require' : 'now requires';
  return `${who} ${now} ${asks(fact)} instead of ${asks(before)}.`;
}
