import { defineDetector } from './define.ts';
import { lostSettings } from './setting-words.ts';

/** What browsers no longer hold back: scripts, frames, guesses about files, pages in a program, and texts that pages no longer escape. */
export const browserProtectionLoosened = defineDetector({
  id: 'browser-protection-loosened',
  facet: 'assurance',
  why: 'What somebody gets into the page, or shows around it, can then do more with whoever is signed in.',
  fix: 'Keep it, and name the one source or page that needs more.',
  tags: ['CWE-693', 'CWE-1021', 'CWE-79'],
  *detect(delta) {
    yield* lostSettings(delta, 'assurance.browser');
  },
});
