/** A text, number or word of a JSON document, with the keys and places that lead to it. */
export interface JsonScalar {
  /** Keys, and numbers of items as texts. Valid until the next one is asked for. */
  readonly path: readonly string[];
  readonly value: string;
  /** Of the key when it has one: UTF-16 offsets, half-open. */
  readonly start: number;
  readonly end: number;
}

/** Levels inside each other; what lies deeper is not said. */
const MAX_DEPTH = 100;
const SPACE = /[\s,]*(?:\/\/[^\n]*|\/\*[^]*?\*\/)?/y;
const TEXT = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y;
const WORD = /[\w.+-]+/y;

/**
 * Every scalar of a JSON text, in document order: one pass, no tree, no recursion. Comments and commas at the end are
 * passed over. What is no JSON ends it; an empty object or list says nothing.
 */
export function* jsonScalars(text: string): Generator<JsonScalar> {
  const path: string[] = [];
  /** Of each open level: the next item's number, or null for an object. */
  const open: (number | null)[] = [];
  let at = 0;
  let start = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    at = pattern.lastIndex;
    return found[0];
  };
  const skip = (): void => {
    for (let from = -1; from !== at;) {
      from = at;
      match(SPACE);
    }
  };
  for (;;) {
    skip();
    const sign = text[at];
    if (sign === undefined) return;
    if (sign === '}' || sign === ']') {
      at += 1;
      if (open.pop() === undefined) return;
      path.pop();
      continue;
    }
    const level = open.at(-1);
    start = at;
    if (level === null) {
      const key = match(TEXT);
      if (key === null) return;
      path[open.length - 1] = unquote(key);
      skip();
      if (text[at] !== ':') return;
      at += 1;
      skip();
    } else if (level !== undefined) {
      path[open.length - 1] = String(level);
      open[open.length - 1] = level + 1;
    }
    const first = text[at];
    if (first === '{' || first === '[') {
      if (open.length >= MAX_DEPTH) return;
      open.push(first === '{' ? null : 0);
      path.push('');
      at += 1;
      continue;
    }
    const value = match(TEXT) ?? match(WORD);
    if (value === null) return;
    yield { path, value: value.startsWith('"') ? unquote(value) : value, start, end: at };
  }
}

/** Escapes are rare in what is read this way. */
function unquote(raw: string): string {
  const inner = raw.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  try {
    return String(JSON.parse(raw));
  } catch {
    return inner;
  }
}
