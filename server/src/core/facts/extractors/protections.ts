import { defineExtractor } from '../define.ts';
import { type Protection, protectionsIn } from '../protections.ts';
import { known } from '../to-fact.ts';

const WHY: Readonly<Record<Protection['kind'], string>> = {
  refused: 'By its name the list says what is refused or protected.',
  exempt: 'By its name the list says what passes without being asked.',
  switch: 'The protection is on unless somebody turns it off.',
};

/** Protections that are written as values: lists of what is refused or exempt, and switches that are on by default. */
export const protections = defineExtractor({
  id: 'protections',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    for (const { kind, name, subject, node, entries } of protectionsIn(reading)) {
      for (const entry of entries) {
        yield {
          kind: 'identity.guard',
          action: kind === 'switch' ? 'turn-on' : kind === 'refused' ? 'refuse' : 'exempt',
          resource: {
            kind: kind === 'switch' ? 'setting' : 'listed',
            value: known(kind === 'switch' ? name : `${name}: ${entry}`),
            norm: entry,
          },
          node,
          evidence: [{ node, role: 'guard' }],
          tier: 'name',
          why: [WHY[kind]],
          subject,
          ...(kind === 'exempt' ? { qualifiers: { condition: 'exempt' } } : {}),
        };
      }
    }
  },
});
