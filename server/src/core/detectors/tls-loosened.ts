import { defineDetector } from './define.ts';
import { lostSettings } from './setting-words.ts';

/** Connections whose other side is no longer checked, or that are no longer encrypted. */
export const tlsLoosened = defineDetector({
  id: 'tls-loosened',
  facet: 'assurance',
  why: 'Whoever stands on the way can answer in its place, and read and change what is said.',
  fix: 'Keep the check; give the client the certificate of your own authority where there is one.',
  tags: ['CWE-295', 'CWE-319', 'NHI4'],
  *detect(delta) {
    yield* lostSettings(delta, 'assurance.tls');
  },
});
