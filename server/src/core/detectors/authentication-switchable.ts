import { defineDetector } from './define.ts';
import { holderOf, lostSettings } from './setting-words.ts';

/** A variable or a setting that decides whether anybody is asked who they are. */
export const authenticationSwitchable = defineDetector({
  id: 'authentication-switchable',
  facet: 'identity',
  why: 'One variable, set by mistake or by whoever may set variables, lets everybody through.',
  fix: 'Leave the check on everywhere; give development its own account instead.',
  tags: ['CWE-287', 'CWE-489', 'CWE-1188', 'ASI03'],
  *detect(delta) {
    yield* lostSettings(delta, 'identity.principal');
    // A guard that is asked only sometimes is told as one.
    const told = new Set(delta.of('identity.guard', 'weakened').map(({ fact }) => fact.subject.symbol));
    for (const row of delta.added('identity.principal')) {
      if (row.fact.action !== 'switchable' || told.has(row.fact.subject.symbol)) continue;
      yield {
        change: row,
        message: `${row.fact.resource.norm.replace(/^env:/, '')} switches ${holderOf(row.fact) === 'This file' ? 'authentication' : holderOf(row.fact)} off.`,
      };
    }
  },
});
