import type { Fact } from '../model/fact.ts';
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
    // A list of sites that goes is told as the guard that it was.
    const unlisted = new Set(
      delta
        .of('identity.guard', 'removed', 'weakened')
        .flatMap(({ fact, before }) => (isList(before ?? fact) ? [fact.provenance.path] : [])),
    );
    for (const found of lostSettings(delta, 'assurance.hardening')) {
      const { resource, provenance } = found.change.fact;
      if (resource.norm !== 'answer-origins' || !unlisted.has(provenance.path)) yield found;
    }
  },
});

function isList({ resource }: Fact): boolean {
  return resource.norm === 'allowed-origin';
}
