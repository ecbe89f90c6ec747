import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import {
  isAskedBeside,
  isOwn,
  isToldAsOption,
  isToldByLookup,
  readGuardRows,
  toActs,
  withoutCovered,
} from './guard-acts.ts';
import { toldCloser } from './told-closer.ts';
import { formsOfLost } from './lost-forms.ts';
import { isToldOfPolicy } from './record-policies.ts';
import { isOfNoChange } from './sent-by-post.ts';
import { compareGuards, requires, subjectWords } from './guard-words.ts';
import { isAskedByScope, isToldOfFound } from './usable-acts.ts';

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
      .filter((row) => !isToldAsOption(row, rows) && !isAskedByScope(row, rows) && !isToldOfFound(row, rows))
      .filter((row, _, all) => !isFormOfLost(row, all) && !isToldOfPolicy(row, all));
    for (const { first, also } of withoutCovered(toActs(lost, 'before'), rows, 'before')) {
      const { who, isMany } = subjectWords(first, also);
      yield {
        change: first,
        also,
        message: `${who} ${lostWords(first, also, isMany)}.`,
        comparison: compareGuards(rows.before(first), rows.after(first)),
      };
    }
  },
});

/** All that one subject lost in one place, when it is said in the same words: `no longer requires admin and an API key`. */
function lostWords({ fact }: FactChange, also: readonly FactChange[], isMany: boolean): string {
  const first = requires(fact, isMany, true);
  const start = isMany ? 'no longer require ' : 'no longer requires ';
  if (!first.startsWith(start)) return first;
  const rest = also
    .filter((row) => row.fact.subject.symbol === fact.subject.symbol)
    .map((row) => requires(row.fact, isMany, true))
    .filter((words) => words.startsWith(start));
  return `${start}${listWords([first, ...rest].map((words) => words.slice(start.length)))}`;
}
