import { defineDetector } from './define.ts';
import { lostSettings } from './setting-words.ts';

/** What another party's word about a person is checked for, and no longer is. */
export const federationLoosened = defineDetector({
  id: 'federation-loosened',
  facet: 'identity',
  why: 'Somebody may sign in with an answer that was made for others, made up, or sent before.',
  fix: 'Check signature, audience, state, nonce and address again, or say where it is done.',
  tags: ['CWE-345', 'CWE-347', 'CWE-352', 'CWE-601', 'ASI03'],
  *detect(delta) {
    yield* lostSettings(delta, 'identity.federation');
  },
});
