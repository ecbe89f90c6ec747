/** A piece of a schema language whose blocks stand in braces: Protocol Buffers, GraphQL, Prisma. */
export interface SchemaToken {
  /** `line`: the end of one. `sign` is one character. */
  readonly kind: 'word' | 'text' | 'sign' | 'line';
  readonly text: string;
  /** UTF-16 offsets, half-open. */
  readonly start: number;
  readonly end: number;
}

/** Tokens: what has more is generated, or no schema. */
const MAX_TOKENS = 400_000;

/** A string that its line does not close ends with it. */
const PIECE = /[^\S\n]+|\n|\/\/[^\n]*|#[^\n]*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[\p{L}\p{N}_.]+|[\s\S]/uy;

/** In order; blanks and comments are left out. Reads each character about once. Null: too many. */
export function schemaTokens(text: string): readonly SchemaToken[] | null {
  const tokens: SchemaToken[] = [];
  const closing = { '/*': 0, '"""': 0 };
  /** Behind what is opened here; the end of the text when nothing closes it, which is looked for once. */
  const behind = (opens: '/*' | '"""', closes: string, at: number): number => {
    const found = closing[opens] < 0 ? -1 : text.indexOf(closes, at + opens.length);
    closing[opens] = found;
    return found < 0 ? text.length : found + closes.length;
  };
  for (let start = 0; start < text.length;) {
    const isComment = text.startsWith('/*', start);
    const isBlock = text.startsWith('"""', start);
    PIECE.lastIndex = start;
    const end = isComment
      ? behind('/*', '*/', start)
      : isBlock
        ? behind('"""', '"""', start)
        : start + (PIECE.exec(text)?.[0].length ?? 1);
    const kind = isComment ? null : kindOf(text, start);
    if (kind !== null) tokens.push({ kind, text: text.slice(start, end), start, end });
    if (tokens.length > MAX_TOKENS) return null;
    start = end;
  }
  return tokens;
}

function kindOf(text: string, at: number): SchemaToken['kind'] | null {
  const sign = text[at]!;
  if (sign === '\n') return 'line';
  if (/[\s#]/.test(sign) || text.startsWith('//', at)) return null;
  if (sign === '"' || sign === "'") return 'text';
  return /[\p{L}\p{N}_.]/u.test(String.fromCodePoint(text.codePointAt(at)!)) ? 'word' : 'sign';
}

/** Behind the bracket that closes the one at `at`; the end when none does. */
export function behindClosing(tokens: readonly SchemaToken[], at: number, opens: string, closes: string): number {
  let depth = 0;
  for (let i = at; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    if (token.kind !== 'sign') continue;
    if (token.text === opens) depth += 1;
    if (token.text === closes && (depth -= 1) === 0) return i + 1;
  }
  return tokens.length;
}
