import type { ReadTree } from '../model/language.ts';
import { type SchemaToken, schemaTokens } from './schema-tokens.ts';
import { createTreeBuilder, type TreeBuilder } from './tree-builder.ts';

/** UTF-16 units. */
const MAX_LENGTH = 2_000_000;

/** What a schema language declares, as classes with fields. */
export interface SchemaWriter {
  readonly openRecord: (name: SchemaToken, start: number) => void;
  readonly closeRecord: (end: number) => void;
  /** `typeEnd` is exclusive: `repeated string`, `[String!]!`. */
  readonly field: (
    name: SchemaToken,
    type: { readonly start: number; readonly end: number } | null,
    end: number,
  ) => void;
}

export function readSchema(
  text: string,
  write: (tokens: readonly SchemaToken[], writer: SchemaWriter) => void,
): ReadTree {
  const tokens = text.length > MAX_LENGTH ? null : schemaTokens(text);
  if (tokens === null)
    return {
      kind: 'not-parsed',
      reason: 'too-large',
      message: `The text has ${text.length} characters; up to ${MAX_LENGTH} are read.`,
    };
  const builder = createTreeBuilder(text.length);
  write(tokens, writerOf(builder));
  return { kind: 'tree', nodes: builder.nodes, errors: [] };
}

function writerOf({ open, close, leaf }: TreeBuilder): SchemaWriter {
  return {
    openRecord: (name, start) => {
      open('class', null, start);
      leaf('name', 'class.name', name.start, name.end);
    },
    closeRecord: close,
    field: (name, type, end) => {
      const isTypeFirst = type !== null && type.start < name.start;
      open('field', null, isTypeFirst ? type.start : name.start);
      if (isTypeFirst) leaf('type', 'field.type', type.start, type.end);
      leaf('property', 'field.name', name.start, name.end);
      if (type !== null && !isTypeFirst) leaf('type', 'field.type', type.start, type.end);
      close(end);
    },
  };
}
