import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { keyText } from '../objects.ts';
import { declaredBy } from '../record-fields.ts';
import { pathOf } from '../value.ts';
import { defineRecordSource, record, type DeclaredField } from './define.ts';
import { isActor, isSettings } from './no-record.ts';

const LIBRARIES =
  /^(?:zod|z|yup|joi|@hapi\/joi|valibot|superstruct|@sinclair\/typebox|@feathersjs\/typebox|io-ts|arktype|effect|@effect\/schema|mongoose|sequelize|drizzle-orm|convex|runtypes|marshmallow|voluptuous|class-validator|graphql|typeorm|@nestjs\/mongoose|objection|waterline|@medusajs\/(?:framework|utils|medusa)|@hono\/zod-openapi|elysia|astro:content)\b/;
const METHODS =
  /(?:^|\.)(?:object|strictObject|looseObject|interface|type|Object|Schema|define|init|pgTable|mysqlTable|sqliteTable|pgTableCreator|extend|shape|keys|Struct|Record|defineTable|EntitySchema|partial|strict|merge|safeExtend|append|add|TypedDict|from_dict|create_model|GraphQLObjectType|GraphQLInputObjectType)$/;
/** Names that schemas are known by where the import is not followed: `z.object`, `Joi.object`, `mongoose.Schema`. */
const SPELT = /(?:^|\.)(?:z|Joi|yup|Yup|v|t|mongoose|sequelize|Type)\.\w+$|^[A-Z]\w*\.init$|^model\.define$/;
/** Keys that say where data stands, not whom it is about. */
const PLACES = new Set([
  'body',
  'query',
  'params',
  'data',
  'input',
  'payload',
  'user_input',
  'schema',
  'fields',
  'values',
  'attributes',
  'request',
  'response',
  'json',
  'form',
]);

/** `z.object({ … })`, `new Schema({ … })`, `pgTable('users', { … })`, `User.init({ … })`. */
export const schemaObjects = defineRecordSource({
  id: 'schema-objects',
  languages: 'code',
  *records(reading) {
    const { unit, resolver } = reading;
    for (const kind of ['call', 'new'] as const) {
      for (const call of unit.ofKind(kind)) {
        const callee = childOf(call, 'call.callee');
        if (callee === null) continue;
        const object = call.children.find((child) => child.kind === 'object' && child.role === 'call.argument');
        if (object === undefined) continue;
        const path = pathOf(resolver.valueOf(callee));
        const spelt = unit.textOf(callee);
        if (!METHODS.test(path ?? '') && !METHODS.test(spelt)) continue;
        if (!LIBRARIES.test(path ?? '') && !SPELT.test(spelt)) continue;
        if (spelt.endsWith('.init') && !/DataTypes?\.|Sequelize\./.test(unit.textOf(object))) continue;
        const name = nameOf(reading, call);
        const bare = name?.replace(/(?:Request|Body|Form|Input)?Schema$/i, '') ?? null;
        if (bare !== null && (isSettings(bare) || (isActor(bare) && !/Session|Client|Table$/.test(bare)))) continue;
        // What a form checks while someone types: the data is held where it is sent to.
        if (unit.language.id === 'tsx' && /form(?:schema)?$/i.test(name ?? 'form')) continue;
        yield* recordsOf(reading, object, name);
      }
    }
  },
});

function* recordsOf(reading: Reading, object: SyntaxNode, name: string | null) {
  const { unit, resolver } = reading;
  const fields: DeclaredField[] = [];
  for (const [key, value] of resolver.entriesOf(object)) {
    if (value.kind === 'function' || value.kind === 'string') continue;
    const node = value.parent?.kind === 'entry' ? value.parent : value;
    // Mongoose: a value without `type` is a record in the record.
    if (value.kind === 'object' && !resolver.entriesOf(value).has('type')) {
      const inner = [...resolver.entriesOf(value)].flatMap(([innerKey, each]): readonly DeclaredField[] =>
        each.kind === 'function' || each.kind === 'string'
          ? []
          : [
              {
                name: innerKey,
                type: declaredBy(unit.textOf(each)),
                node: each.parent?.kind === 'entry' ? each.parent : each,
              },
            ],
      );
      yield { ...record(name, inner), name: key };
    }
    const text = unit.textOf(value);
    fields.push({
      name: key,
      type: /^\w+\.(?:strict|loose)?[oO]bject\(/.test(text) ? 'object' : declaredBy(text),
      node,
    });
  }
  yield record(name, fields);
}

/** The table or model name given, else the variable it is assigned to, else the field of a schema around it. */
function nameOf({ unit, resolver }: Reading, call: SyntaxNode): string | null {
  const first = childOf(call, 'call.argument');
  if (first?.kind === 'string')
    return resolver.valueOf(first).kind === 'text' ? (unit.language.readString(unit.textOf(first)) ?? null) : null;
  const callee = childOf(call, 'call.callee');
  if (callee !== null && /^[A-Z]\w*\.init$/.test(unit.textOf(callee)))
    return unit.textOf(callee).slice(0, -'.init'.length);
  for (let at = call.parent; at !== null; at = at.parent) {
    if (at.kind === 'assign') {
      const target = childOf(at, 'assign.target');
      return target === null ? null : unit.textOf(target);
    }
    if (at.kind === 'entry') {
      const key = keyText({ unit } as Reading, at);
      if (key === null || !PLACES.has(key)) return key;
    }
    if (at.kind === 'field') {
      const name = childOf(at, 'field.name');
      return name === null ? null : unit.textOf(name);
    }
    if (at.kind === 'function' || at.kind === 'block') return null;
  }
  return null;
}
