import type { SqlToken } from '../../text/sql-tokens.ts';

/** Reads the tokens of one statement from left to right. */
export interface Words {
  /** The keyword here, upper case; the empty string for what is quoted, and at the end. */
  readonly word: (ahead?: number) => string;
  readonly token: (ahead?: number) => SqlToken | undefined;
  /** Moves behind these keywords when they all stand here. */
  readonly take: (...keywords: readonly string[]) => boolean;
  readonly skip: (count?: number) => void;
  /** Moves to the first of these keywords outside of brackets; false, and at the end, when there is none. */
  readonly seek: (pattern: RegExp) => boolean;
  readonly isAtEnd: () => boolean;
  /** A name, its schema before it, in one spelling; null when none stands here. */
  readonly name: () => string | null;
  /** A group of brackets that opens here, as tokens; null when none does. */
  readonly group: () => readonly SqlToken[] | null;
  readonly rest: () => readonly SqlToken[];
}

/** Schemas that need not be written. */
const USUAL_SCHEMAS = /^(?:public|dbo|main)$/;

export function createWords(tokens: readonly SqlToken[]): Words {
  let at = 0;
  const word = (ahead = 0): string => keywordOf(tokens[at + ahead]);
  const words: Words = {
    word,
    token: (ahead = 0) => tokens[at + ahead],
    take: (...keywords) => {
      if (!keywords.every((keyword, index) => word(index) === keyword)) return false;
      at += keywords.length;
      return true;
    },
    skip: (count = 1) => {
      at += count;
    },
    seek: (pattern) => {
      let depth = 0;
      for (; at < tokens.length; at += 1) {
        const sign = tokens[at]!.kind === 'sign' ? tokens[at]!.text : '';
        if (sign === '(') depth += 1;
        if (sign === ')') depth -= 1;
        if (depth === 0 && pattern.test(word())) return true;
      }
      return false;
    },
    isAtEnd: () => at >= tokens.length,
    name: () => {
      const parts: string[] = [];
      for (;;) {
        // `:"name"` and `:'name'` of psql.
        const isPutIn =
          tokens[at]?.kind === 'sign' && tokens[at]!.text === ':' && tokens[at + 1]?.start === tokens[at]!.end;
        const part = isPutIn ? `:${tokens[at + 1]!.text}` : namePart(tokens[at]);
        if (part === null) break;
        parts.push(part);
        at += isPutIn ? 2 : 1;
        if (tokens[at]?.kind !== 'sign' || tokens[at]?.text !== '.') break;
        at += 1;
      }
      if (parts.length === 0) return null;
      return (parts.length > 1 && USUAL_SCHEMAS.test(parts[0]!) ? parts.slice(1) : parts).join('.');
    },
    group: () => {
      if (tokens[at]?.text !== '(' || tokens[at]?.kind !== 'sign') return null;
      const from = at + 1;
      let depth = 0;
      for (; at < tokens.length; at += 1) {
        const sign = tokens[at]!.kind === 'sign' ? tokens[at]!.text : '';
        if (sign === '(') depth += 1;
        if (sign === ')') depth -= 1;
        if (depth === 0) break;
      }
      at += 1;
      return tokens.slice(from, at - 1);
    },
    rest: () => tokens.slice(at),
  };
  return words;
}

export function keywordOf(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}

/** Unquoted names are the same in upper and lower case; `*` is all of them. */
function namePart(token: SqlToken | undefined): string | null {
  if (token === undefined || token.kind === 'body') return null;
  if (token.kind === 'name') return token.text;
  if (token.kind === 'text') return token.text;
  if (token.kind === 'word') return token.text.toLowerCase();
  return /^[*@:?%$]/.test(token.text) ? token.text : null;
}

/** For lists of names that no keyword stands before. */
export const NO_KEYWORD = /(?!)/;

/** Names after each other, with commas between; each may have a keyword that `skipped` knows before it. */
export function readNames(words: Words, skipped: RegExp): readonly string[] {
  const names: string[] = [];
  for (;;) {
    while (
      words.word() !== '' &&
      skipped.test(words.word()) &&
      (words.token(1)?.kind !== 'sign' || /^[*:]/.test(words.token(1)!.text))
    )
      words.skip();
    const name = words.name();
    if (name === null) return names;
    // `@role` is a name that a program puts in; `''@host` of MySQL is whoever gives no name.
    const host = hostAt(words);
    names.push(name === '' && host !== '' ? `''${host}` : name + host);
    if (words.token()?.kind !== 'sign' || words.token()?.text !== ',') return names;
    words.skip();
  }
}

/** `'app'@'%'` of MySQL: the same user from elsewhere is another one. */
function hostAt(words: Words): string {
  const token = words.token();
  if (token?.kind !== 'sign' || !token.text.startsWith('@')) return '';
  if (token.text.length > 1) {
    words.skip();
    return token.text;
  }
  words.skip();
  const host = words.name();
  return host === null ? '' : `@${host}`;
}

/** An expression in one spelling: keywords and names small, one blank between, no brackets around all of it. */
export function expressionText(tokens: readonly SqlToken[]): string {
  const parts = tokens.map((token) => {
    if (token.kind === 'text') return `'${token.text}'`;
    return token.kind === 'word' ? token.text.toLowerCase() : token.text;
  });
  let text = parts
    .slice(0, 400)
    .join(' ')
    .slice(0, 4000)
    .replaceAll(/ ?([.()]) ?/g, '$1')
    .replaceAll(' ,', ',');
  while (text.startsWith('(') && closesAtEnd(text)) text = text.slice(1, -1);
  return text.slice(0, 400);
}

function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}
