import { splitWords } from '../../text/words.ts';
import { classify, type Classification } from '../data-classes.ts';
import { isOrganisation, isPersonName, isThing, type NamedDatum } from '../data-context.ts';
import { isBoolean } from '../data-types.ts';
import type { Vocabulary } from '../data-vocabulary.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import type { DeclaredField, DeclaredRecord } from '../fields/define.ts';
import { recordsIn } from '../fields/records-in.ts';
import { recordSources } from '../fields/table.ts';
import { known } from '../to-fact.ts';

/** Fields that hold personal or sensitive data, wherever a record is declared. */
export const dataFields = defineExtractor({
  id: 'data-fields',
  kinds: ['data.field'],
  languages: [...new Set(recordSources.flatMap(({ languages }) => (languages === 'code' ? [] : languages)))],
  *extract(reading) {
    for (const record of recordsIn(reading)) yield* sensitive(reading, record);
  },
});

/** Fields that say what a record is about. Each field is compared with them. */
const MAX_SIBLINGS = 300;

function* sensitive({ vocabulary }: Reading, { name: owner, subject, fields }: DeclaredRecord): Generator<Site> {
  const siblings = fields.slice(0, MAX_SIBLINGS).flatMap(({ name, type }) => (isBoolean(type) ? [] : [name]));
  const surroundings = splitWords(owner);
  for (const field of fields) {
    const { within } = field;
    const isOwn = within !== undefined && (isPersonName(within) || isThing(within) || isOrganisation(within));
    const around = isOwn ? fields.filter((each) => each.within === within).map((each) => each.name) : siblings;
    const found = classifyField(field, { owner: isOwn ? within : owner, siblings: around, surroundings }, vocabulary);
    if (found === null) continue;
    const { node, name } = field;
    yield {
      kind: 'data.field',
      action: 'declare',
      resource: { kind: 'class', value: known(found.dataClass.id) },
      node,
      evidence: [{ node, role: 'declaration' }],
      tier: found.tier,
      why: found.why,
      qualifiers: { field: found.field },
      detail: { dataClass: found.dataClass.id, field: name },
      ...(subject === undefined ? {} : { subject }),
    };
  }
}

function classifyField(
  { name, type, meant }: DeclaredField,
  around: Pick<NamedDatum, 'owner' | 'siblings' | 'surroundings'>,
  vocabulary: Vocabulary,
): Classification | null {
  const found = classify({ name, type, ...around }, vocabulary);
  if (found !== null || meant === undefined) return found;
  const said = classify({ name: meant }, vocabulary);
  if (said === null) return null;
  const why = [`The form says that \`${name}\` is ${said.dataClass.label} (${said.dataClass.id}).`];
  return { ...said, field: splitWords(name).join('-'), why };
}
