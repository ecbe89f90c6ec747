import type { FactChange } from '../model/fact.ts';
import { defineDetector, type Detection } from './define.ts';
import { noLongerEnded } from './ended-words.ts';
import { holderOf, lostSettings } from './setting-words.ts';

/** A token that is checked for less than before, or read without being checked. */
export const tokenLoosened = defineDetector({
  id: 'token-loosened',
  facet: 'identity',
  why: 'Whoever holds a token made for something else, an old one, or one they wrote themselves may now pass.',
  fix: 'Check signature, algorithm, audience, issuer and expiry, or say which of them is checked elsewhere.',
  tags: ['CWE-347', 'CWE-613', 'ASI03', 'NHI4'],
  *detect(delta) {
    for (const row of delta.of('identity.token', 'weakened').filter(({ fact }) => fact.resource.kind !== 'setting'))
      yield said(row);
    yield* lostSettings(delta, 'identity.token');
    for (const row of delta.added('identity.token')) {
      if (row.fact.action !== 'decode-unverified' || !row.subjectPresent) continue;
      yield { change: row, message: 'A token is read without checking its signature.' };
    }
    const checked = new Set(
      [...delta.of('identity.guard', 'removed', 'weakened', 'redirected')].map(
        ({ fact, before }) => (before ?? fact).subject.symbol,
      ),
    );
    for (const row of delta.removed('identity.token')) {
      const { action, confidence, subject } = row.fact;
      // A guard that is lost says the same.
      if (action !== 'verify' || confidence.tier === 'name' || checked.has(subject.symbol)) continue;
      yield { change: row, message: `${holderOf(row.fact)} no longer checks the token.` };
    }
    yield* noLongerEnded(delta, 'identity.token');
  },
});

function said(row: FactChange): Detection {
  const { order, fact, before } = row;
  if (fact.resource.kind === 'lifetime')
    return { change: row, message: `The ${fact.resource.value ?? 'token'} ${order ?? 'lives longer'}.` };
  const isMade = fact.action === 'mint';
  const name = ['algorithm', 'audience', 'issuer', 'expiry'].find(
    (each) => before?.qualifiers?.[each] !== fact.qualifiers?.[each],
  );
  const [was, is] = [before, fact].map((each) => (name === undefined ? undefined : each?.qualifiers?.[name]));
  return {
    change: row,
    message: isMade ? 'The token no longer ends.' : `The token is ${order ?? 'checked for less'}.`,
    ...(was === undefined || is === undefined
      ? {}
      : { comparison: { before: `${name!}: ${was}`, after: `${name!}: ${is}` } }),
  };
}
