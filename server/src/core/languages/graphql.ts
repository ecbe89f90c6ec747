import { behindClosing, type SchemaToken } from '../text/schema-tokens.ts';
import { readSchema, type SchemaWriter } from '../text/schema-tree.ts';
import { defineLanguage } from './define.ts';

export const graphql = defineLanguage({
  id: 'graphql',
  title: 'GraphQL',
  grammar: '',
  inherits: [],
  extensions: ['.graphql', '.graphqls', '.gql'],
  fileNames: [],
  readString: (raw) => raw.replace(/^"+|"+$/g, ''),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: (text) => readSchema(text, writeTypes),
});

/** Types and inputs; of `Mutation` each field is a record of its arguments. */
function writeTypes(all: readonly SchemaToken[], writer: SchemaWriter): void {
  const tokens = all.filter(({ kind }) => kind !== 'line' && kind !== 'text');
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    const name = tokens[at + 1];
    const isType = token.kind === 'word' && /^(?:type|input|interface)$/.test(token.text);
    if (!isType || name?.kind !== 'word') {
      at = token.text === '{' ? behindClosing(tokens, at, '{', '}') : at + 1;
      continue;
    }
    let body = at + 2;
    while (body < tokens.length && !['{', '}'].includes(tokens[body]!.text) && !isKeyword(tokens[body]!))
      body = tokens[body]!.text === '(' ? behindClosing(tokens, body, '(', ')') : body + 1;
    if (tokens[body]?.text !== '{') {
      at = body;
      continue;
    }
    const end = behindClosing(tokens, body, '{', '}');
    const inside = tokens.slice(body + 1, end - 1);
    if (name.text === 'Mutation') writeOperations(inside, writer);
    else if (!/^(?:Query|Subscription)$/.test(name.text)) {
      writer.openRecord(name, token.start);
      writeFields(inside, writer);
      writer.closeRecord(tokens[end - 1]!.end);
    }
    at = end;
  }
}

function isKeyword({ kind, text }: SchemaToken): boolean {
  return kind === 'word' && /^(?:type|input|interface|enum|union|scalar|directive|extend|schema)$/.test(text);
}

/** `email: String! @deprecated`, `posts(first: Int): [Post!]!`. */
function writeFields(tokens: readonly SchemaToken[], writer: SchemaWriter): void {
  for (let at = 0; at < tokens.length;) {
    const name = tokens[at]!;
    const colon = tokens[at + 1]?.text === '(' ? behindClosing(tokens, at + 1, '(', ')') : at + 1;
    if (name.kind !== 'word' || tokens[colon]?.text !== ':') {
      at += 1;
      continue;
    }
    const end = behindType(tokens, colon + 1);
    const type = { start: tokens[colon + 1]?.start ?? name.end, end: tokens[end - 1]?.end ?? name.end };
    writer.field(name, end > colon + 1 ? type : null, Math.max(type.end, name.end));
    at = behindDirectives(tokens, end);
  }
}

function writeOperations(tokens: readonly SchemaToken[], writer: SchemaWriter): void {
  for (let at = 0; at < tokens.length;) {
    const name = tokens[at]!;
    if (name.kind !== 'word' || tokens[at + 1]?.text !== '(') {
      at += 1;
      continue;
    }
    const end = behindClosing(tokens, at + 1, '(', ')');
    writer.openRecord(name, name.start);
    writeFields(tokens.slice(at + 2, end - 1), writer);
    writer.closeRecord(tokens[end - 1]!.end);
    at = tokens[end]?.text === ':' ? behindDirectives(tokens, behindType(tokens, end + 1)) : end;
  }
}

function behindType(tokens: readonly SchemaToken[], at: number): number {
  let i = at;
  if (tokens[i]?.text === '[') i = behindClosing(tokens, i, '[', ']');
  else if (tokens[i]?.kind === 'word') i += 1;
  return tokens[i]?.text === '!' ? i + 1 : i;
}

/** `= 5 @deprecated(reason: "x")`. */
function behindDirectives(tokens: readonly SchemaToken[], at: number): number {
  let i = at;
  if (tokens[i]?.text === '=') {
    i += 1;
    if (tokens[i]?.text === '[') i = behindClosing(tokens, i, '[', ']');
    else if (tokens[i]?.text === '{') i = behindClosing(tokens, i, '{', '}');
    else i += 1;
  }
  while (tokens[i]?.text === '@') {
    i += 2;
    if (tokens[i]?.text === '(') i = behindClosing(tokens, i, '(', ')');
  }
  return i;
}
