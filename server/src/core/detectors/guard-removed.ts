import type { Fact } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { isAskedBeside, isOwn, isToldByLookup, readGuardRows, toActs, withoutCovered } from './guard-acts.ts';
import { toldCloser } from './told-closer.ts';
import { formsOfLost } from './lost-forms.ts';
import { listGuards, requires, subjectWords } from './guard-words.ts';

/** A route, handler or function that loses a check it had. */
export const guardRemoved = defineDetector({
  id: 'guard-removed',
  facet: 'identity',
  why: 'Whoever could not reach this before can reach it now.',
  fix: 'Restore the check, or say which other check covers the same callers.',
  tags: ['CWE-862', 'CWE-306', 'ASI03', 'NHI5'],

  *detect(delta) {
    const rows = readGuardRows(delta);
    const isToldCloser = toldCloser(delta);
    const isFormOfLost = formsOfLost(delta);
    const lost = delta
      .removed('identity.guard')
      .filter(({ fact }) => fact.qualifiers?.['condition'] !== 'exempt' && isOwn(fact) && !isOfNoChange(fact))
      .filter((row, _, all) => !isAskedBeside(row, rows) && !isToldByLookup(row, all) && !isToldCloser(row.fact))
      .filter((row, _, all) => !isFormOfLost(row, all));
    for (const { first, also } of withoutCovered(toActs(lost, 'before'), rows, 'before')) {
      const { who, isMany } = subjectWords(first, also);
      yield {
        change: first,
        also,
        message: `${who} ${requires(first.fact, isMany, true)}.`,
        comparison: { before: listGuards(rows.before(first)), after: listGuards(rows.after(first)) },
      };
    }
  },
});

/** What is only read may be asked for by a link as well. */
function isOfNoChange({ resource, confidence }: Fact): boolean {
  return resource.norm === 'sent-by-post' && confidence.tier === 'name';
}
