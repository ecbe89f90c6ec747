/** A piece of SQL of any dialect. */
export interface SqlToken {
  /**
   * `name`: quoted, or with a hole in it, and never a keyword. `text`: a literal. `body`: what stands between dollars. `sign`
   * is one character.
   */
  readonly kind: 'word' | 'name' | 'text' | 'body' | 'sign';
  /** Without its quotes. */
  readonly text: string;
  /** UTF-16 offsets, half-open, quotes included. */
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s+/y;
/** `*` alone is every column, or what is put in at run time; `:x`, `$1`, `@x`, `?`, `%s` are put in too. */
const WORD = /[\p{L}\p{N}_$@:*?%#]+/uy;
const LINE_COMMENT = /[^\n]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_]\w*)?\$/y;
const BRACKET = /\[[^[\]\n'"]{1,128}\]/y;
/**
 * What a program puts in before the text is sent: `{{ ref('x') }}`, `${name}`, `$(name)`, `<%= x %>`, `{% if x %}`. Where
 * `isShort`, it ends on its line and within the statement: `<%` and `%>` are operators of PostgreSQL's pg_trgm too.
 */
const HOLES: readonly Hole[] = [
  { opens: '{{', closes: '}}', isText: true, isShort: false },
  { opens: '{%', closes: '%}', isText: false, isShort: false },
  { opens: '{#', closes: '#}', isText: false, isShort: false },
  { opens: '${', closes: '}', isText: true, isShort: true },
  { opens: '$(', closes: ')', isText: true, isShort: true },
  { opens: '<%', closes: '%>', isText: true, isShort: true },
];
interface Hole {
  readonly opens: string;
  readonly closes: string;
  readonly isText: boolean;
  readonly isShort: boolean;
}
/** Characters between the ends of a short hole. */
const MAX_SHORT_HOLE = 300;
/** Searches for an end that found none: each may read the rest of the text, and a text can open thousands. */
const MAX_OPEN_ENDS = 20;

export interface SqlTokenOptions {
  /** `\'` is a quote in a literal, as MySQL has it. */
  readonly hasEscapes?: boolean;
}

/** Tokens in order. Reads each character about once, whatever the text; comments and what only controls a template are left out. */
export function* sqlTokens(text: string, { hasEscapes = false }: SqlTokenOptions = {}): Generator<SqlToken> {
  let at = 0;
  let openEnds = 0;
  const matchAt = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
  };
  let openHoles = 0;
  const endAfter = (closes: string, from: number): number => {
    if (openEnds >= MAX_OPEN_ENDS) return -1;
    const found = text.indexOf(closes, from);
    if (found < 0) openEnds += 1;
    return found < 0 ? -1 : found + closes.length;
  };
  const endOfHole = ({ closes, isShort }: Hole, from: number): number => {
    if (!isShort && openHoles >= MAX_OPEN_ENDS) return -1;
    const piece = isShort ? text.slice(from, from + MAX_SHORT_HOLE) : text;
    const found = piece.indexOf(closes, isShort ? 0 : from);
    if (found < 0 && !isShort) openHoles += 1;
    if (found < 0 || (isShort && /[;\n]/.test(piece.slice(0, found)))) return -1;
    return (isShort ? from + found : found) + closes.length;
  };
  /** Moves behind what is quoted. Without a closing quote that is its line, so that the statements below are not lost. */
  let isUnclosed = false;
  const quoted = (quote: string, isEscaped: boolean): string => {
    const start = at;
    const end = openEnds < MAX_OPEN_ENDS ? endOfQuoted(text, start, quote, isEscaped) : -1;
    isUnclosed = end < 0;
    if (end < 0) {
      openEnds += 1;
      at = matchAt(LINE_COMMENT);
      return text.slice(start + 1, at);
    }
    at = end;
    return text.slice(start + 1, end - 1).replaceAll(quote + quote, quote);
  };
  /** The hole that opens here, or null. */
  const holeAt = (): { readonly end: number; readonly isText: boolean } | null => {
    const first = text[at];
    if (first !== '{' && first !== '$' && first !== '<') return null;
    for (const hole of HOLES) {
      if (!text.startsWith(hole.opens, at)) continue;
      const end = endOfHole(hole, at + hole.opens.length);
      if (end >= 0) return { end, isText: hole.isText };
    }
    return null;
  };
  while (at < text.length) {
    const start = at;
    at = matchAt(SPACE);
    if (at > start) continue;
    const first = text[at]!;
    const second = text[at + 1];
    if (first === '-' && second === '-') {
      at = matchAt(LINE_COMMENT);
      continue;
    }
    if (first === '#' && isHashComment(text, at)) {
      at = matchAt(LINE_COMMENT);
      continue;
    }
    if (first === '/' && second === '*') {
      // MySQL runs what stands in `/*!50003 … */`.
      if (text[at + 2] === '!') {
        at += 3;
        while (/\d/.test(text[at] ?? '')) at += 1;
      } else {
        const end = endAfter('*/', at + 2);
        at = end < 0 ? text.length : end;
      }
      continue;
    }
    if (first === '*' && second === '/') {
      at += 2;
      continue;
    }
    if (first === "'") {
      const literal = quoted("'", hasEscapes || /^[eE]$/.test(text[at - 1] ?? ''));
      yield { kind: 'text', text: literal, start, end: at };
      if (isUnclosed) yield { kind: 'sign', text: ';', start: at, end: at };
      continue;
    }
    if (first === '"' || first === '`') {
      const name = quoted(first, false);
      yield { kind: 'name', text: name, start, end: at };
      if (isUnclosed) yield { kind: 'sign', text: ';', start: at, end: at };
      continue;
    }
    if (first === '[' && !/[\w\])"]/.test(text[at - 1] ?? '')) {
      const end = matchAt(BRACKET);
      if (end > at) {
        yield { kind: 'name', text: text.slice(at + 1, end - 1), start, end };
        at = end;
        continue;
      }
    }
    if (first === '$') {
      const opened = matchAt(DOLLAR_TAG);
      const end = opened > at ? endAfter(text.slice(at, opened), opened) : -1;
      if (end >= 0) {
        yield { kind: 'body', text: text.slice(opened, end - (opened - at)), start, end };
        at = end;
        continue;
      }
    }
    let hasHole = false;
    for (;;) {
      const hole = holeAt();
      if (hole !== null && !hole.isText) {
        if (at === start) at = hole.end;
        break;
      }
      const next: number = hole?.end ?? (/[\p{L}\p{N}_$@:*?%#]/u.test(text[at] ?? '') ? wordEnd(text, at) : at);
      if (next === at) break;
      hasHole ||= hole !== null;
      at = next;
    }
    if (at > start) {
      const word = text.slice(start, at);
      if (hasHole) yield { kind: 'name', text: word, start, end: at };
      else if (!word.startsWith('{%') && !word.startsWith('{#'))
        yield { kind: /^[\p{L}\p{N}_]/u.test(word) ? 'word' : 'sign', text: word, start, end: at };
      continue;
    }
    at += 1;
    yield { kind: 'sign', text: first, start, end: at };
  }
}

/** To the next hole: `app_${env}` is one name. */
function wordEnd(text: string, at: number): number {
  WORD.lastIndex = at;
  if (!WORD.test(text)) return at;
  const end = WORD.lastIndex;
  const dollar = text.slice(at + 1, end).search(/\$(?=[^$]*$)/);
  return dollar >= 0 && /[{(]/.test(text[end] ?? '') && at + 1 + dollar === end - 1 ? end - 1 : end;
}

/** MySQL's comments; `#temporary` of SQL Server and the operators of PostgreSQL are none. */
function isHashComment(text: string, at: number): boolean {
  const before = text[at - 1] ?? '\n';
  return before === '\n' || (/\s/.test(before) && /[\s#]/.test(text[at + 1] ?? '\n'));
}

/** Behind the closing quote; -1 when there is none. */
function endOfQuoted(text: string, start: number, quote: string, isEscaped: boolean): number {
  let at = start + 1;
  while (at < text.length) {
    const character = text[at];
    if (isEscaped && character === '\\') at += 2;
    else if (character !== quote) at += 1;
    else if (text[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return -1;
}
