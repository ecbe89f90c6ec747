import { defineExtractor, type Site } from '../define.ts';
import type { DeclaredRecord } from '../fields/define.ts';
import { recordsIn } from '../fields/records-in.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** Fields by which somebody gains rights, in records that a request fills: whoever sends one decides them. */
export const acceptedFields = defineExtractor({
  id: 'accepted-fields',
  kinds: ['identity.assignment'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const record of recordsIn(reading)) yield* acceptedIn(record);
  },
});

/** By its name a record is what a request brings along. */
const OF_REQUESTS =
  /\b(?:body|input|request|req|payload|dto|form|create|update|patch|edit|register|registration|sign ?up)\b/;
/** Fields by which somebody gains rights, in words. */
export const GIVES_RIGHTS =
  /^(?:(?:is |has )?(?:admin|administrator|super ?user|super ?admin|staff)|(?:user |member |account )?roles?(?: ids?| names?)?|permissions?|privileges?|access level|authorities|(?:is |email |phone |account )?(?:verified|approved)|account balance|balance|credits|credit limit)$/;
const MAX_FIELDS = 300;

function* acceptedIn({ name, subject, fields }: DeclaredRecord): Generator<Site> {
  if (name === '' || !OF_REQUESTS.test(wordsOf(name)) || /\b(?:response|result|output|reply)\b/.test(wordsOf(name)))
    return;
  for (const { node, name: field } of fields.slice(0, MAX_FIELDS)) {
    const words = wordsOf(field);
    if (!GIVES_RIGHTS.test(words)) continue;
    yield {
      kind: 'identity.assignment',
      action: 'accept',
      resource: { kind: 'field', value: known(`${name}.${field}`), norm: words },
      node,
      evidence: [{ node, role: 'declaration' }],
      tier: 'pattern',
      why: [`\`${name}\` is filled by a request, and \`${field}\` says what somebody may do.`],
      ...(subject === undefined ? {} : { subject }),
    };
  }
}
