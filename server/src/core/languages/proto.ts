import { behindClosing, type SchemaToken } from '../text/schema-tokens.ts';
import { readSchema, type SchemaWriter } from '../text/schema-tree.ts';
import { defineLanguage } from './define.ts';

export const proto = defineLanguage({
  id: 'proto',
  title: 'Protocol Buffers',
  grammar: '',
  inherits: [],
  extensions: ['.proto'],
  fileNames: [],
  readString: (raw) => raw.replace(/^["']|["']$/g, ''),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: (text) => readSchema(text, writeMessages),
});

/** Messages in each other; what is deeper is left out. */
const MAX_DEPTH = 50;

/** Messages in messages are classes in classes; fields of a `oneof` belong to the message. */
function writeMessages(all: readonly SchemaToken[], writer: SchemaWriter): void {
  const tokens = all.filter(({ kind }) => kind !== 'line');
  const open: ('message' | 'oneof')[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    const isMessage = token.text === 'message' && next?.kind === 'word' && tokens[at + 2]?.text === '{';
    if (isMessage && open.length >= MAX_DEPTH) {
      at = behindClosing(tokens, at + 2, '{', '}');
    } else if (isMessage) {
      writer.openRecord(next, token.start);
      open.push('message');
      at += 3;
    } else if (open.length > 0 && token.text === 'oneof' && tokens[at + 2]?.text === '{') {
      open.push('oneof');
      at += 3;
    } else if (/^(?:enum|service|extend|option|extensions|reserved|rpc)$/.test(token.text) && token.kind === 'word') {
      at = behindStatement(tokens, at);
    } else if (token.text === '}') {
      if (open.pop() === 'message') writer.closeRecord(token.end);
      at += 1;
    } else if (open.length > 0) {
      at = writeField(tokens, at, writer);
    } else at += 1;
  }
  while (open.length > 0) if (open.pop() === 'message') writer.closeRecord(tokens[tokens.length - 1]!.end);
}

/** `optional string email = 1 [deprecated = true];` */
function writeField(tokens: readonly SchemaToken[], at: number, writer: SchemaWriter): number {
  let i = at;
  while (i < tokens.length && !['=', ';', '{', '}'].includes(tokens[i]!.text)) i += 1;
  const name = tokens[i - 1];
  const type = tokens[i - 2];
  const end = behindStatement(tokens, i);
  if (
    tokens[i]?.text === '=' &&
    i - at >= 2 &&
    name?.kind === 'word' &&
    type !== undefined &&
    tokens[i + 1]?.kind === 'word'
  )
    writer.field(name, { start: tokens[at]!.start, end: type.end }, tokens[end - 1]!.end);
  return Math.max(end, at + 1);
}

/** Behind the `;` or the block that ends it; before a `}` that ends what it stands in. */
function behindStatement(tokens: readonly SchemaToken[], at: number): number {
  for (let i = at; i < tokens.length; i += 1) {
    const { text } = tokens[i]!;
    if (text === ';') return i + 1;
    if (text === '{') return behindClosing(tokens, i, '{', '}');
    if (text === '}') return i;
  }
  return tokens.length;
}
