import { defineDetector } from './define.ts';
import { holderOf } from './setting-words.ts';

/** A limit of tries or requests that grows, or goes from what stays. */
export const attemptLimitLoosened = defineDetector({
  id: 'attempt-limit-loosened',
  facet: 'identity',
  why: 'Whoever may try more often guesses more passwords, codes and tokens before somebody notices.',
  fix: 'Keep the number of tries small for sign-ins, codes and resets, or say what limits them now.',
  tags: ['CWE-307', 'CWE-799'],
  *detect(delta) {
    for (const row of delta.of('identity.credential', 'weakened'))
      if (row.fact.action === 'limit')
        yield { change: row, message: `The ${row.fact.resource.norm} ${row.order ?? 'grows'}.` };
    const guarded = new Set(
      delta
        .of('identity.guard', 'removed', 'weakened', 'redirected')
        .map(({ fact, before }) => (before ?? fact).subject.symbol),
    );
    // A limiter that is read as a guard is told as that.
    for (const row of delta.removed('identity.credential'))
      if (row.fact.action === 'limit' && !guarded.has(row.fact.subject.symbol))
        yield { change: row, message: `${holderOf(row.fact)} no longer has a ${row.fact.resource.norm}.` };
  },
});
