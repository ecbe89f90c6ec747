import { defineDetector } from './define.ts';

/** A cookie that scripts, plain connections or other sites can now use. */
export const cookieLoosened = defineDetector({
  id: 'cookie-loosened',
  facet: 'identity',
  why: 'A session is stolen or used through what the flag kept out: scripts, plain connections, other sites.',
  fix: 'Keep HttpOnly, Secure and SameSite on cookies that stand for a session.',
  tags: ['CWE-1004', 'CWE-614', 'CWE-1275', 'NHI4'],
  *detect(delta) {
    for (const row of delta.of('identity.session', 'weakened').filter(({ fact }) => fact.resource.kind === 'cookie'))
      yield {
        change: row,
        message: `The cookie ${row.fact.resource.value ?? ''} is ${row.order ?? 'less protected'}.`,
      };
  },
});
