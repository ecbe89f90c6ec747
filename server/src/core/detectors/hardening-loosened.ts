import { defineDetector } from './define.ts';
import { lostSettings } from './setting-words.ts';

/** Parsers, ciphers, archives and windows that do what they should leave alone, and errors that say too much. */
export const hardeningLoosened = defineDetector({
  id: 'hardening-loosened',
  facet: 'assurance',
  why: 'What comes in from outside can then do more than it should: name files, write elsewhere, be read or be obeyed.',
  fix: 'Keep it as strict as it was, or say why nobody outside can get at it.',
  tags: ['CWE-611', 'CWE-22', 'CWE-327', 'CWE-329', 'CWE-346', 'CWE-209'],
  *detect(delta) {
    yield* lostSettings(delta, 'assurance.hardening');
  },
});
