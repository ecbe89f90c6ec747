import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { manifestsOf } from '../kubernetes/manifest.ts';
import { asText, keyText } from '../objects.ts';
import { defineRecordSource, record, type DeclaredField } from './define.ts';
import { isSettings } from './no-record.ts';

/** JSON Schema and OpenAPI: entries of `properties`, and `parameters` of an operation; fields of an Avro record. */
export const jsonSchemas = defineRecordSource({
  id: 'json-schemas',
  languages: ['json', 'yaml'],
  *records(reading) {
    const { unit } = reading;
    if (SETTINGS.test(unit.path)) return;
    const ofCluster = manifestsOf(reading).filter(({ kind }) => kind === 'CustomResourceDefinition');
    for (const entry of unit.ofKind('entry')) {
      if (ofCluster.some(({ node }) => node.start <= entry.start && entry.end <= node.end)) continue;
      const key = keyText(reading, entry);
      const value = childOf(entry, 'entry.value');
      if (value === null) continue;
      if (key === 'properties' && value.kind === 'object') yield* properties(reading, entry, value);
      else if (key === 'parameters' && value.kind === 'array') yield* parameters(reading, entry, value);
      else if (key === 'fields' && value.kind === 'array') yield* avro(reading, entry, value);
    }
  },
});

/** `values.schema.json`: what a chart is given. What a cluster is told, by resources of its own kinds, is no record of anybody either. */
const SETTINGS = /config|settings|configuration|(?:^|\/)values\.schema\.json$/i;

const SCHEMA_KEYS = ['type', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum', 'format'];

function* properties(reading: Reading, entry: SyntaxNode, object: SyntaxNode) {
  const { resolver } = reading;
  const around = enclosing(entry, 'object');
  if (around === null) return;
  const rows = [...resolver.entriesOf(object)].filter(([, value]) => value.kind === 'object');
  const isSchema = rows.some(([, value]) => SCHEMA_KEYS.some((key) => resolver.entriesOf(value).has(key)));
  if (!isSchema) return;
  const owner = ownerOf(reading, around);
  if (isSettings(owner)) return;
  const fields = rows.map(([name, value]): DeclaredField => {
    const entries = resolver.entriesOf(value);
    return { name, type: typeOf(reading, entries), node: value.parent ?? value };
  });
  yield { ...record(owner === '' ? 'schema' : owner, fields), name: owner };
}

/** `date-time` is when something happened; of numbers only that it is one counts. */
function typeOf({ unit }: Reading, entries: ReadonlyMap<string, SyntaxNode>): string | null {
  const type = entries.get('type');
  const text = type === undefined ? null : unit.textOf(type).replace(/["']/g, '');
  if (text === 'boolean' || text === 'integer' || text === 'number' || text === 'object') return text;
  const ref = entries.get('$ref');
  if (ref !== undefined) return unit.textOf(ref).replace(/^.*[/#]|\.(?:ya?ml|json)|["']/g, '');
  const format = entries.get('format');
  return format !== undefined && /date-time/.test(unit.textOf(format)) ? 'timestamp' : null;
}

function* parameters(reading: Reading, entry: SyntaxNode, list: SyntaxNode) {
  const { resolver } = reading;
  const fields = list.children.flatMap((item): readonly DeclaredField[] => {
    if (item.kind !== 'object') return [];
    const entries = resolver.entriesOf(item);
    const name = asText(reading, entries.get('name') ?? null);
    if (name === null || !entries.has('in')) return [];
    const schema = entries.get('schema');
    const inner = schema?.kind === 'object' ? resolver.entriesOf(schema) : entries;
    return [{ name, type: typeOf(reading, inner), node: entries.get('name')?.parent ?? item }];
  });
  const around = enclosing(entry, 'object');
  const operation = around === null ? null : asText(reading, resolver.entriesOf(around).get('operationId') ?? null);
  if (fields.length > 0) yield record(operation ?? 'parameters', fields);
}

function* avro(reading: Reading, entry: SyntaxNode, list: SyntaxNode) {
  const { resolver } = reading;
  const around = enclosing(entry, 'object');
  if (around === null || asText(reading, resolver.entriesOf(around).get('type') ?? null) !== 'record') return;
  const name = asText(reading, resolver.entriesOf(around).get('name') ?? null);
  const fields = list.children.flatMap((item): readonly DeclaredField[] => {
    const entries = item.kind === 'object' ? resolver.entriesOf(item) : null;
    const field = asText(reading, entries?.get('name') ?? null);
    if (field === null) return [];
    return [
      { name: field, type: asText(reading, entries?.get('type') ?? null), node: entries?.get('name')?.parent ?? item },
    ];
  });
  yield record(name, fields);
}

const WRAPPERS = new Set([
  'schema',
  'properties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
  'content',
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'requestBody',
]);

function ownerOf(reading: Reading, object: SyntaxNode): string {
  const entries = reading.resolver.entriesOf(object);
  const title = asText(reading, entries.get('title') ?? entries.get('x-schemaName') ?? null);
  if (title !== null) return title;
  for (let at = object.parent; at !== null; at = at.parent) {
    if (at.kind !== 'entry') continue;
    const key = keyText(reading, at);
    if (key !== null && !WRAPPERS.has(key)) return key;
  }
  return '';
}
