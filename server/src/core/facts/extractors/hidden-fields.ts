import { defineExtractor, type Site } from '../define.ts';
import { declaredFields, leftOut } from '../hidden-fields.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** Fields that are kept out of what is given out: by their declaration, or where the answer is made. */
export const hiddenFields = defineExtractor({
  id: 'hidden-fields',
  kinds: ['data.protection'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const { subject, name, node, isHidden } of declaredFields(reading))
      if (isHidden) yield { ...toSite(name, node, 'Its declaration keeps it out of what is given out.'), subject };
    for (const { name, node } of leftOut(reading)) yield toSite(name, node, 'It is left out of what is given out.');
  },
});

function toSite(name: string, node: Site['node'], why: string): Site {
  return {
    kind: 'data.protection',
    action: 'leave-out',
    resource: { kind: 'field', value: known(name), norm: wordsOf(name).replace(/ /g, '-') },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [why],
  };
}
