import { isDeepStrictEqual } from 'node:util';

type Schema = boolean | { readonly [keyword: string]: unknown };

/** What each keyword finds wrong; `format` asks for more than it could say for sure, and is left to readers of the format. */
const keywords: Readonly<Record<string, (given: never, value: unknown, check: Check) => readonly string[]>> = {
  $ref: (ref: string, value, { follow }) => follow(ref, value),
  type: (type: string, value) => (isOfType(type, value) ? [] : [`is no ${type}`]),
  enum: (values: readonly unknown[], value) =>
    values.some((each) => isDeepStrictEqual(each, value)) ? [] : ['is none of the values'],
  const: (only: unknown, value) => (isDeepStrictEqual(only, value) ? [] : ['is not the value']),
  pattern: (pattern: string, value) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value) ? [] : [`does not match ${pattern}`],
  minLength: (length: number, value) => (typeof value !== 'string' || value.length >= length ? [] : ['is too short']),
  minimum: (least: number, value) => (typeof value !== 'number' || value >= least ? [] : ['is too small']),
  maximum: (most: number, value) => (typeof value !== 'number' || value <= most ? [] : ['is too large']),
  minItems: (number: number, value) => (!Array.isArray(value) || value.length >= number ? [] : ['has too few items']),
  maxLength: (length: number, value) => (typeof value !== 'string' || value.length <= length ? [] : ['is too long']),
  maxItems: (number: number, value) => (!Array.isArray(value) || value.length <= number ? [] : ['has too many items']),
  uniqueItems: (_: true, value) =>
    !Array.isArray(value) ||
    value.every((each, at) => !value.slice(at + 1).some((other) => isDeepStrictEqual(each, other)))
      ? []
      : ['has an item twice'],
  items: (items: Schema, value, { at }) =>
    Array.isArray(value) ? value.flatMap((each, index) => at(items, each, String(index))) : [],
  required: (names: readonly string[], value) =>
    isObject(value) ? names.filter((name) => !(name in value)).map((name) => `lacks ${name}`) : [],
  properties: (properties: Readonly<Record<string, Schema>>, value, { at }) =>
    isObject(value)
      ? Object.entries(properties).flatMap(([name, schema]) => (name in value ? at(schema, value[name], name) : []))
      : [],
  additionalProperties: (rest: Schema, value, { at, schema }) => {
    const known = Object.keys(schema['properties'] ?? {});
    const patterns = Object.keys(schema['patternProperties'] ?? {}).map((pattern) => new RegExp(pattern, 'u'));
    if (!isObject(value)) return [];
    const names = Object.keys(value).filter(
      (name) => !known.includes(name) && !patterns.some((pattern) => pattern.test(name)),
    );
    return names.flatMap((name) => at(rest, value[name], name));
  },
  patternProperties: (patterns: Readonly<Record<string, Schema>>, value, { at }) =>
    isObject(value)
      ? Object.entries(patterns).flatMap(([pattern, schema]) =>
          Object.keys(value)
            .filter((name) => new RegExp(pattern, 'u').test(name))
            .flatMap((name) => at(schema, value[name], name)),
        )
      : [],
  allOf: (all: readonly Schema[], value, { at }) => all.flatMap((schema) => at(schema, value)),
  anyOf: (any: readonly Schema[], value, { at }) =>
    any.some((schema) => at(schema, value).length === 0)
      ? []
      : ['matches none of anyOf', ...any.flatMap((schema) => at(schema, value))],
  oneOf: (one: readonly Schema[], value, { at }) => {
    const number = one.filter((schema) => at(schema, value).length === 0).length;
    return number === 1 ? [] : [`matches ${number} of oneOf`];
  },
  not: (other: Schema, value, { at }) => (at(other, value).length > 0 ? [] : ['matches what it must not']),
  if: (condition: Schema, value, { at, schema }) => {
    const branch = (at(condition, value).length === 0 ? schema['then'] : schema['else']) as Schema | undefined;
    return branch === undefined ? [] : at(branch, value);
  },
};

const silent = new Set([
  '$schema',
  '$id',
  '$comment',
  'definitions',
  'then',
  'else',
  'format',
  'default',
  'additionalItems',
]);

interface Check {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly at: (schema: Schema, value: unknown, name?: string) => readonly string[];
  readonly follow: (ref: string, value: unknown) => readonly string[];
}

/** What is wrong with a value by a JSON Schema (draft 7), as lines to read. A keyword that is not known throws. */
export function checkSchema(root: Schema, value: unknown): readonly string[] {
  const walk = (schema: Schema, each: unknown, path: string): readonly string[] => {
    if (schema === true) return [];
    if (schema === false) return [`${path}: must not be there`];
    const check: Check = {
      schema,
      at: (inner, part, name) => walk(inner, part, name === undefined ? path : `${path}/${name}`),
      follow: (ref, part) => walk(resolve(root, ref), part, path),
    };
    return Object.entries(schema).flatMap(([keyword, given]) => {
      if (silent.has(keyword)) return [];
      const rule = keywords[keyword];
      if (rule === undefined) throw new Error(`the keyword ${keyword} is not known`);
      return rule(given as never, each, check).map((line) => (line.startsWith('/') ? line : `${path}: ${line}`));
    });
  };
  return walk(root, value, '');
}

function resolve(root: Schema, ref: string): Schema {
  let at: unknown = root;
  for (const part of ref.replace(/^#\/?/u, '').split('/').filter(Boolean)) at = (at as Record<string, unknown>)[part];
  if (at === undefined) throw new Error(`${ref} leads nowhere`);
  return at as Schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'object') return isObject(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return type === 'null' ? value === null : typeof value === type;
}
