import { readFileSync } from 'node:fs';

interface Member {
  readonly type: string;
  readonly array?: boolean;
  readonly required?: boolean;
  readonly profile?: string;
  readonly enum?: Readonly<Record<string, string>>;
  readonly sibling?: string;
  readonly deprecated?: boolean;
}
type Members = Readonly<Record<string, Member>>;
type Row = Readonly<Record<string, unknown>>;

interface Table {
  readonly types: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, Members>>;
  readonly objects: Readonly<
    Record<
      string,
      { readonly attributes: Members; readonly constraints?: { readonly at_least_one?: readonly string[] } }
    >
  >;
}

const { types, classes, objects } = JSON.parse(
  readFileSync(new URL('../fixtures/ocsf.json', import.meta.url), 'utf8'),
) as Table;

/** What is wrong with an event, by the tables derived from the published schema. `unmapped` may hold anything. */
export function checkOcsf(event: Row): readonly string[] {
  const uid = event['class_uid'];
  const members = classes[String(uid)];
  if (members === undefined) return [`class_uid: ${String(uid)} is no class of ours`];
  const wrong = [...checkMembers(event, members, '')];
  if (event['type_uid'] !== Number(uid) * 100 + Number(event['activity_id']))
    wrong.push('type_uid: not that of class and activity');
  if (event['category_uid'] !== Math.floor(Number(uid) / 1000)) wrong.push('category_uid: not that of the class');
  return wrong;
}

function* checkMembers(row: Row, members: Members, at: string): Iterable<string> {
  for (const [name, { required }] of Object.entries(members))
    if (required === true && row[name] === undefined) yield `${at}${name}: missing`;
  for (const [name, value] of Object.entries(row)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) yield `${at}${name}: no such member`;
    else if (member.deprecated === true) yield `${at}${name}: deprecated`;
    else if (member.array === true && !Array.isArray(value)) yield `${at}${name}: no list`;
    else
      for (const one of member.array === true ? (value as readonly unknown[]) : [value])
        yield* checkValue(one, name, member, row, at);
  }
}

const derived = new Set(['class_uid', 'category_uid']);

function* checkValue(value: unknown, name: string, member: Member, row: Row, at: string): Iterable<string> {
  const type = types[member.type];
  if (name === 'unmapped') return;
  if (type === undefined) {
    const object = objects[member.type];
    if (object === undefined) yield `${at}${name}: the object ${member.type} is not in the table: generate it anew`;
    else {
      yield* checkMembers(value as Row, object.attributes, `${at}${name}.`);
      const some = object.constraints?.at_least_one;
      if (some !== undefined && !some.some((it) => (value as Row)[it] !== undefined))
        yield `${at}${name}: none of ${some.join(', ')}`;
    }
    return;
  }
  const isNumber = type === 'integer_t' || type === 'long_t';
  if (
    isNumber
      ? !Number.isInteger(value)
      : type === 'string_t'
        ? typeof value !== 'string'
        : type === 'boolean_t' && typeof value !== 'boolean'
  )
    yield `${at}${name}: not of type ${member.type}`;
  if (member.enum === undefined || !isNumber || derived.has(name)) return;
  const caption = member.enum[String(value)];
  if (caption === undefined) yield `${at}${name}: ${String(value)} is none of its numbers`;
  else if (
    member.sibling !== undefined &&
    value !== 99 &&
    row[member.sibling] !== undefined &&
    row[member.sibling] !== caption
  )
    yield `${at}${member.sibling}: not "${caption}"`;
}
