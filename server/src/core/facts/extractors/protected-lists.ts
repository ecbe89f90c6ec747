import { defineExtractor } from '../define.ts';
import { type ProtectedList, protectedListsIn } from '../protected-lists.ts';
import { known } from '../to-fact.ts';

const WHY: Readonly<Record<ProtectedList['kind'], string>> = {
  refused: 'By its name the list says what is refused or protected.',
  exempt: 'By its name the list says what passes without being asked.',
};

/** Lists of what is refused, and of what passes without being asked. */
export const protectedLists = defineExtractor({
  id: 'protected-lists',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    for (const { kind, name, subject, node, entries } of protectedListsIn(reading)) {
      for (const entry of entries) {
        yield {
          kind: 'identity.guard',
          action: kind === 'refused' ? 'refuse' : 'exempt',
          resource: {
            kind: 'listed',
            value: known(`${name}: ${entry}`),
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
