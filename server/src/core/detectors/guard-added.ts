import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { isAskedBeside, isOwn, readGuardRows, toActs, withoutCovered } from './guard-acts.ts';
import { asks, compareGuards, reachOf, requires, subjectWords } from './guard-words.ts';
import { isToldOfPolicy } from './record-policies.ts';
import { isSentByPost } from './sent-by-post.ts';
import { isAskedByScope, isToldOfFound } from './usable-acts.ts';

/** A check that is new on something that was there, or that keeps more people out. */
export const guardAdded = defineDetector({
  id: 'guard-added',
  facet: 'identity',
  why: 'Callers who could reach this before may be kept out now.',
  fix: 'Make sure that everyone who needs it still passes.',
  tags: ['CWE-862'],

  *detect(delta) {
    const rows = readGuardRows(delta);
    const added = delta
      .added('identity.guard')
      .filter(
        (row) =>
          row.subjectPresent &&
          isOwn(row.fact) &&
          // A form for what somebody changes keeps nobody out.
          !isSentByPost(row.fact) &&
          !isAskedBeside(row, rows) &&
          !isAskedByScope(row, rows) &&
          !isToldOfFound(row, rows) &&
          row.fact.qualifiers?.['condition'] !== 'exempt',
      )
      .filter((row, _, all) => !isToldOfPolicy(row, all));
    const lifted = delta.removed('identity.guard').filter((row) => row.fact.qualifiers?.['condition'] === 'exempt');
    const acts = withoutCovered(
      toActs([...added, ...delta.of('identity.guard', 'strengthened').filter(({ fact }) => isOwn(fact))], 'after'),
      rows,
      'after',
    );
    for (const { first, also } of acts) {
      yield {
        change: first,
        also,
        message: messageOf(first, also),
        comparison: compareGuards(rows.before(first), rows.after(first)),
      };
    }
    for (const { first, also } of toActs(lifted, 'before')) {
      const { who, isMany } = subjectWords(first, also);
      yield { change: first, also, as: 'strengthened', message: `${who} ${requires(first.fact, isMany)} again.` };
    }
  },
});

function messageOf(first: FactChange, also: readonly FactChange[]): string {
  const { who, isMany } = subjectWords(first, also);
  const { fact, before } = first;
  const reach = reachOf(fact);
  if (before !== undefined && before.resource.norm !== fact.resource.norm) {
    return `${who} now ${isMany ? 'require' : 'requires'} ${asks(fact)} instead of ${asks(before)}.`;
  }
  if (before !== undefined) return `${who} ${requires(fact, isMany)} ${reach ?? 'always'}.`;
  return `${who} now ${requires(fact, isMany)}${reach === null ? '' : ` ${reach}`}.`;
}
