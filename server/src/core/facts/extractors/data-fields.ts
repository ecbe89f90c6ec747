import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { splitWords } from '../../text/words.ts';
import { classify, isPersonName } from '../data-classes.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { declaredName, symbolPath } from '../names.ts';
import { keyText } from '../objects.ts';
import { declaredBy, recordFields, type RecordField } from '../record-fields.ts';
import { isSqlOfWayBack } from '../sql/sql-files.ts';
import { known } from '../to-fact.ts';
import { pathOf } from '../value.ts';

/** Fields that hold personal or sensitive data, wherever a record is declared. */
export const dataFields = defineExtractor({
  id: 'data-fields',
  kinds: ['data.field'],
  languages: ['typescript', 'tsx', 'javascript', 'python', 'java', 'go', 'json', 'yaml', 'sql'],
  *extract(reading) {
    if (reading.unit.language.isCode) {
      yield* declaredRecords(reading);
      yield* schemaObjects(reading);
    } else if (reading.unit.language.id === 'sql') {
      if (!isSqlOfWayBack(reading.unit.path)) yield* declaredRecords(reading);
    } else yield* jsonSchemas(reading);
  },
});

/** A record whose last word is one of these describes how something looks or is set up, not whom it is about. */
const NO_RECORD =
  /(?:Config|Configuration|Options|Opts|Settings|Props|Flags|Permissions|Columns|Errors?|Labels|Messages|Translations|Routes|Templates?|Events|Keys|Constants|Theme|Styles?|Icons?|Validators?|Validation|Preferences|Channels?|Service|Repository|Controller|Client|Manager|Factory|Provider|Adapter|Handler|Helper|Util|Utils|Component|Page|View|Screen|Test|Tests|Spec|Mock|Exception|State|Context|Env|Environment|Store|Api|API|Filter|Query|Sort|Middleware|Guard|Strategy|Module|Command|Migration|Admin|Meta|Logger|Connection|Backend|Gateway|Transport|Session|Request2|Plugin|Builder|Parser|Formatter|Mailer|Sender|SearchForm|ChooserForm|FilterForm|Table|Search|Server)$/;

function* declaredRecords(reading: Reading): Generator<Site> {
  const { unit } = reading;
  // Packages of Go that hold settings are called so, whatever their types are.
  if (unit.language.returnsSeveral && /(?:^|\/)(?:config|conf|settings|cfg)(?:\/|\w*\.go$)/.test(unit.path)) return;
  for (const kind of ['class', 'interface'] as const) {
    for (const owner of unit.ofKind(kind)) {
      const name = declaredName(unit, owner);
      if (name === null || NO_RECORD.test(name)) continue;
      const fields = recordFields(unit, owner);
      // A class that only keeps what its constructor was given is a record when its name says so.
      const isRecord =
        !fields.some((field) => field.node.kind === 'assign' && enclosing(field.node, 'function') !== null) ||
        isPersonName(name);
      if (isRecord) yield* sensitive(fields, name, { type: 'class', symbol: symbolPath(unit, owner) ?? name });
    }
  }
}

const SCHEMA_CALLS =
  /^(?:zod|z|yup|joi|@hapi\/joi|valibot|superstruct|@sinclair\/typebox|io-ts|arktype|effect|@effect\/schema|mongoose|sequelize|drizzle-orm|convex|runtypes|marshmallow|voluptuous|class-validator|graphql|typeorm|@nestjs\/mongoose|objection|waterline)\b/;
const SCHEMA_METHODS =
  /(?:^|\.)(?:object|strictObject|looseObject|interface|type|Object|Schema|define|init|pgTable|mysqlTable|sqliteTable|pgTableCreator|extend|shape|keys|Struct|Record|defineTable|EntitySchema|partial|strict|merge|safeExtend|append|add|TypedDict|from_dict|create_model|GraphQLObjectType)$/;

/** `z.object({ … })`, `new Schema({ … })`, `pgTable('users', { … })`. */
function* schemaObjects(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const kind of ['call', 'new'] as const) {
    for (const call of unit.ofKind(kind)) {
      const callee = childOf(call, 'call.callee');
      if (callee === null) continue;
      const path = pathOf(resolver.valueOf(callee));
      if (path === null || !SCHEMA_METHODS.test(path)) continue;
      const isSchema =
        SCHEMA_CALLS.test(path) || /(?:^|\.)(?:z|Joi|yup|v|t|mongoose|sequelize)\.\w+$/.test(unit.textOf(callee));
      if (!isSchema) continue;
      const object = call.children.find((child) => child.kind === 'object' && child.role === 'call.argument');
      if (object === undefined) continue;
      const name = schemaName(reading, call);
      if (name !== null && NO_RECORD.test(name.replace(/Schema$/, ''))) continue;
      // What a form checks while someone types: the data is held where it is sent to.
      if (unit.language.id === 'tsx' && /form(?:schema)?$/i.test(name ?? 'form')) continue;
      const fields = [...resolver.entriesOf(object)].flatMap(([key, value]): readonly RecordField[] =>
        value.kind === 'function' || value.kind === 'string'
          ? []
          : [
              {
                name: key,
                type: declaredBy(unit.textOf(value)),
                node: value.parent?.kind === 'entry' ? value.parent : value,
              },
            ],
      );
      yield* sensitive(fields, name ?? '', name === null ? undefined : { type: 'class', symbol: name });
    }
  }
}

/** The table or model name given, else the variable it is assigned to, else the field of a schema around it. */
function schemaName({ unit, resolver }: Reading, call: SyntaxNode): string | null {
  const first = childOf(call, 'call.argument');
  if (first?.kind === 'string')
    return resolver.valueOf(first).kind === 'text' ? (unit.language.readString(unit.textOf(first)) ?? null) : null;
  for (let at = call.parent; at !== null; at = at.parent) {
    if (at.kind === 'assign') {
      const target = childOf(at, 'assign.target');
      return target === null ? null : unit.textOf(target);
    }
    if (at.kind === 'entry') return keyText({ unit } as Reading, at);
    if (at.kind === 'field') {
      const name = childOf(at, 'field.name');
      return name === null ? null : unit.textOf(name);
    }
    if (at.kind === 'function' || at.kind === 'block') return null;
  }
  return null;
}

/** `properties:` of a JSON Schema or an OpenAPI document: entries that are schemas themselves. */
function* jsonSchemas(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const entry of unit.ofKind('entry')) {
    if (keyText(reading, entry) !== 'properties') continue;
    const object = childOf(entry, 'entry.value');
    const around = enclosing(entry, 'object');
    if (object?.kind !== 'object' || around === null) continue;
    const rows = [...resolver.entriesOf(object)].filter(([, value]) => value.kind === 'object');
    const isSchema = rows.some(([, value]) =>
      ['type', '$ref', 'anyOf', 'oneOf', 'enum', 'format'].some((key) => resolver.entriesOf(value).has(key)),
    );
    if (!isSchema) continue;
    const owner = schemaOwner(reading, around);
    if (NO_RECORD.test(owner) || /config|settings|configuration/i.test(unit.path)) continue;
    const fields = rows.map(([name, value]): RecordField => {
      const type = resolver.entriesOf(value).get('type');
      const text = type === undefined ? null : unit.textOf(type).replace(/["']/g, '');
      return { name, type: text === 'boolean' ? 'boolean' : null, node: value.parent ?? value };
    });
    yield* sensitive(fields, owner, { type: 'class', symbol: owner === '' ? 'schema' : owner });
  }
}

function schemaOwner(reading: Reading, object: SyntaxNode): string {
  const title = reading.resolver.entriesOf(object).get('title');
  if (title?.kind === 'string') return reading.unit.language.readString(reading.unit.textOf(title)) ?? '';
  for (let at = object.parent; at !== null; at = at.parent) {
    if (at.kind !== 'entry') continue;
    const key = keyText(reading, at);
    if (
      key !== null &&
      !['schema', 'properties', 'items', 'allOf', 'anyOf', 'content', 'application/json'].includes(key)
    )
      return key;
  }
  return '';
}

function* sensitive(fields: readonly RecordField[], owner: string, subject: Subject | undefined): Generator<Site> {
  const siblings = fields.map((field) => field.name);
  const surroundings = splitWords(owner);
  for (const { name, type, node } of fields) {
    const found = classify({ name, type, owner, siblings, surroundings });
    if (found === null) continue;
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
