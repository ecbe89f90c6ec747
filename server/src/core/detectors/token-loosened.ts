import { defineDetector } from './define.ts';

/** A token that is checked for less than before, or read without being checked. */
export const tokenLoosened = defineDetector({
  id: 'token-loosened',
  facet: 'identity',
  why: 'Whoever holds a token made for something else, an old one, or one they wrote themselves may now pass.',
  fix: 'Check signature, algorithm, audience, issuer and expiry, or say which of them is checked elsewhere.',
  tags: ['CWE-347', 'CWE-613', 'ASI03', 'NHI4'],
  *detect(delta) {
    for (const row of delta.of('identity.token', 'weakened'))
      yield { change: row, message: `The token is ${row.order ?? 'checked for less'}.` };
    for (const row of delta.added('identity.token')) {
      if (row.fact.action !== 'decode-unverified' || !row.subjectPresent) continue;
      yield { change: row, message: 'A token is read without checking its signature.' };
    }
  },
});
