/** A field of a type in GraphQL's schema language, or the type itself, with the directives on it. Offsets into the text. */
export interface SdlField {
  /** `Query.users`; of a type its name: `Mutation`. */
  readonly type: string;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly directives: readonly SdlDirective[];
}

export interface SdlDirective {
  readonly name: string;
  /** Names, numbers and texts among its arguments; names of arguments and of fields of objects are none. */
  readonly values: readonly string[];
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly kind: 'name' | 'text' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Tokens of one text: a schema of a whole company has some hundred thousand. */
const MAX_TOKENS = 400_000;
/** Brackets inside each other: what has more is no schema. */
const MAX_DEPTH = 50;
const PATTERN = /[_A-Za-z]\w*|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|-?\d[\w.+-]*|#[^\n]*|\.\.\.|[^\s,\w"]/g;

/** Types that have fields, of a schema or of a part of one. A text that is none has no types. @see GraphQL, October 2021 */
export function readSdl(text: string): readonly SdlField[] {
  const tokens = tokensOf(text);
  const fields: SdlField[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const keyword = tokens[at]!;
    const name = tokens[at + 1];
    const isType = keyword.kind === 'name' && /^(?:type|interface)$/.test(keyword.text);
    // A field may be called `type`: it stands before a colon or its arguments.
    if (!isType || name?.kind !== 'name') continue;
    at = readType(tokens, at + 1, fields);
  }
  return fields;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const [found] = match;
    if (found.startsWith('#')) continue;
    const kind = /^["\d-]/.test(found) ? 'text' : /^\w/.test(found) ? 'name' : 'sign';
    tokens.push({ kind, text: found, start: match.index, end: match.index + found.length });
    if (tokens.length >= MAX_TOKENS) break;
  }
  return tokens;
}

/** From the name of a type to its closing brace. Answers where it ends. */
function readType(tokens: readonly Token[], from: number, fields: SdlField[]): number {
  const name = tokens[from]!;
  let at = from + 1;
  const directives: SdlDirective[] = [];
  while (at < tokens.length && tokens[at]!.text !== '{') {
    const token = tokens[at]!;
    if (token.text === '@') at = readDirective(tokens, at, directives);
    // `implements A & B`; anything else begins another definition.
    else if (token.kind === 'name' ? isDefinition(token.text) : token.text !== '&') break;
    else at += 1;
  }
  const open = tokens[at];
  const end = tokens[Math.max(from, at - 1)]!.end;
  fields.push({ type: name.text, field: null, start: name.start, end, directives });
  if (open?.text !== '{') return at - 1;
  return readFields(tokens, at + 1, name.text, fields);
}

function isDefinition(word: string): boolean {
  return /^(?:type|interface|extend|union|enum|input|scalar|directive|schema)$/.test(word);
}

function readFields(tokens: readonly Token[], from: number, type: string, fields: SdlField[]): number {
  let at = from;
  while (at < tokens.length && tokens[at]!.text !== '}') {
    const token = tokens[at]!;
    if (token.kind !== 'name') {
      at += 1;
      continue;
    }
    const directives: SdlDirective[] = [];
    at += 1;
    if (tokens[at]?.text === '(') at = closingOf(tokens, at) + 1;
    let end = token.end;
    if (tokens[at]?.text === ':') at += 1;
    // The type, with its brackets, and what is said of it; a name that follows begins the next field.
    let isTyped = false;
    while (at < tokens.length && tokens[at]!.text !== '}') {
      const next = tokens[at]!;
      if (next.text === '@') at = readDirective(tokens, at, directives);
      else if (next.kind === 'text' || (next.kind === 'name' && isTyped)) break;
      else {
        isTyped ||= next.kind === 'name';
        at += 1;
      }
      end = tokens[at - 1]!.end;
    }
    fields.push({ type, field: token.text, start: token.start, end, directives });
  }
  return at;
}

/** `@auth(requires: ADMIN)`; answers what comes after it. */
function readDirective(tokens: readonly Token[], from: number, directives: SdlDirective[]): number {
  const name = tokens[from + 1];
  if (name?.kind !== 'name') return from + 1;
  const open = tokens[from + 2];
  const last = open?.text === '(' ? closingOf(tokens, from + 2) : from + 1;
  const inside = tokens.slice(from + 3, last);
  const values = inside.flatMap((token, index) => {
    if (token.kind === 'sign' || inside[index + 1]?.text === ':') return [];
    return [token.text.replace(/^"+|"+$/g, '')];
  });
  directives.push({
    name: name.text,
    values: open?.text === '(' ? values : [],
    start: tokens[from]!.start,
    end: tokens[Math.min(last, tokens.length - 1)]!.end,
  });
  return last + 1;
}

/** The index of the bracket that closes the one at `from`; the last token when none does. */
function closingOf(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { text } = tokens[at]!;
    if (text === '(' || text === '[' || text === '{') depth += 1;
    else if (text === ')' || text === ']' || text === '}') depth -= 1;
    if (depth === 0 || depth > MAX_DEPTH) return at;
  }
  return tokens.length - 1;
}
