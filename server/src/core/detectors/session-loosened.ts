import { defineDetector } from './define.ts';
import { noLongerEnded } from './ended-words.ts';
import { holderOf, lostSettings } from './setting-words.ts';

/** A session that outlives what should end it, or that others can use. */
export const sessionLoosened = defineDetector({
  id: 'session-loosened',
  facet: 'identity',
  why: 'A session that somebody else knows, took over or made stays theirs.',
  fix: 'Renew the session at sign-in, end it at sign-out and when the password changes, and keep its protections.',
  tags: ['CWE-384', 'CWE-613', 'CWE-352', 'NHI4'],
  *detect(delta) {
    yield* lostSettings(delta, 'identity.session');
    for (const row of delta.removed('identity.session')) {
      if (row.fact.action === 'rotate')
        yield { change: row, message: `${holderOf(row.fact)} no longer gives the session a new id.` };
    }
    yield* noLongerEnded(delta, 'identity.session');
    for (const row of delta.of('identity.session', 'weakened')) {
      if (row.fact.resource.kind === 'lifetime')
        yield { change: row, message: `The ${row.fact.resource.value ?? 'session'} ${row.order ?? 'lives longer'}.` };
    }
  },
});
