import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { isOwn, readGuardRows, toActs, withoutCovered } from './guard-acts.ts';
import { asks, compareGuards, subjectWords } from './guard-words.ts';
import { isAskedByScope } from './usable-acts.ts';

/** A check that asks for something else: neither more nor less can be said. */
export const guardRedirected = defineDetector({
  id: 'guard-redirected',
  facet: 'identity',
  why: 'Other callers pass this check than before. Whether that is more or fewer, nothing orders.',
  fix: 'Say who should pass now, or add the order of the two to `roleOrder` in the policy.',
  tags: ['CWE-863', 'ASI03'],

  *detect(delta) {
    const rows = readGuardRows(delta);
    for (const { first, also } of withoutCovered(
      toActs(
        delta
          .of('identity.guard', 'redirected')
          .filter((row) => isOwn(row.before!) && !isReadFurther(row) && !isAskedByScope(row, rows)),
        'before',
      ),
      rows,
      'before',
    )) {
      const { who, isMany } = subjectWords(first, also);
      const now = isMany ? 'now require' : 'now requires';
      yield {
        change: first,
        also,
        message: `${who} ${now} ${asks(first.fact)} instead of ${asks(first.before!)}.`,
        comparison: compareGuards(rows.before(first), rows.after(first)),
      };
    }
  },
});

/** The same call as before, of a function that says now what it asks: nothing of it was known but its name. */
function isReadFurther({ fact, before }: FactChange): boolean {
  const call = before?.resource.value;
  if (call === undefined || call !== fact.resource.value || before?.resource.kind !== 'policy') return false;
  const name = /([\w$]+)\(/.exec(call)?.[1] ?? '';
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  return words === before.resource.norm;
}
