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

const PIECE =
  /[^\S\n]+|\n|\/\/[^\n]*|#[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|"""[^"]*(?:"{1,2}[^"]+)*"{3,}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}\p{N}_.]+|[\s\S]/uy;

/** In order; blanks and comments are left out. Reads each character about once. Null: too many. */
export function schemaTokens(text: string): readonly SchemaToken[] | null {
  const tokens: SchemaToken[] = [];
  PIECE.lastIndex = 0;
  let start = 0;
  for (let match = PIECE.exec(text); match !== null; match = PIECE.exec(text)) {
    const [piece] = match;
    const end = start + piece.length;
    const kind = kindOf(piece);
    if (kind !== null) tokens.push({ kind, text: piece, start, end });
    if (tokens.length > MAX_TOKENS) return null;
    start = end;
  }
  return tokens;
}

function kindOf(piece: string): SchemaToken['kind'] | null {
  if (piece === '\n') return 'line';
  if (/^(?:\s|\/\/|\/\*|#)/.test(piece)) return null;
  if (/^["']./.test(piece)) return 'text';
  return /^[\p{L}\p{N}_.]/u.test(piece) ? 'word' : 'sign';
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
