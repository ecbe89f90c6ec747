/**
 * Expressions of GitHub Actions, `${{ … }}`: which contexts they name, and which of them can become their text.
 * @see https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (2026-11)
 */
export interface Expression {
  /** Offsets in the text it was found in, half-open, braces included. */
  readonly start: number;
  readonly end: number;
  readonly contexts: readonly Context[];
}

export interface Context {
  /** Lower case, segments joined by dots, `*` for an index: `github.event.pull_request.labels.*.name`. */
  readonly path: string;
  /** As it is written there: `NPM_TOKEN` of `secrets.NPM_TOKEN`; null where the key is computed. */
  readonly last: string | null;
  /** Offset in the text, half-open. */
  readonly start: number;
  readonly end: number;
  /** Its text can become the expression's: it is neither compared nor only asked about. */
  readonly isValue: boolean;
  /** All of it at once: `toJSON(secrets)`. */
  readonly isWhole: boolean;
}

/** More than any workflow has: what lies beyond is not read. */
const MAX_EXPRESSIONS = 2_000;
const MAX_TOKENS = 2_000;
const MAX_DEPTH = 30;

export function expressionsIn(text: string): readonly Expression[] {
  const found: Expression[] = [];
  for (let at = text.indexOf('${{'); at !== -1 && found.length < MAX_EXPRESSIONS; at = text.indexOf('${{', at)) {
    const tokens = tokensOf(text, at + 3);
    const end = tokens.end ?? text.length;
    found.push({ start: at, end, contexts: contextsOf(tokens.tokens) });
    at = Math.max(end, at + 3);
  }
  return found;
}

/** What stands in an `if:` without braces. */
export function bareExpression(text: string): Expression {
  return { start: 0, end: text.length, contexts: contextsOf(tokensOf(text, 0).tokens) };
}

interface Token {
  readonly kind: 'name' | 'literal' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s*(?:([A-Za-z_][\w-]*)|('(?:[^']|''){0,2000}')|(-?\d[\w.+-]*)|(\}\}|&&|\|\||[=!<>]=|[()[\].,*!<>])|(\S))/y;

function tokensOf(text: string, from: number): { readonly tokens: readonly Token[]; readonly end: number | null } {
  const tokens: Token[] = [];
  TOKEN.lastIndex = from;
  while (tokens.length < MAX_TOKENS) {
    const match = TOKEN.exec(text);
    if (match === null) return { tokens, end: null };
    const end = TOKEN.lastIndex;
    const [, name, literal, number, sign, other] = match;
    if (sign === '}}') return { tokens, end };
    const own = name ?? literal ?? number ?? sign ?? other!;
    const kind = name !== undefined ? 'name' : literal === undefined && number === undefined ? 'sign' : 'literal';
    tokens.push({ kind, text: own, start: end - own.length, end });
  }
  return { tokens, end: null };
}

/** Their answer is a truth, a number or a digest, whatever they are asked about. */
const ASKING = new Set([
  'contains',
  'startswith',
  'endswith',
  'hashfiles',
  'success',
  'failure',
  'always',
  'cancelled',
]);
const COMPARES = new Set(['==', '!=', '<', '>', '<=', '>=']);

interface Segment {
  readonly name: string;
  readonly isKnown: boolean;
}

/** `(a || b).title`: that of either. */
function within(values: readonly Context[], names: readonly Segment[]): readonly Context[] {
  const last = names[names.length - 1];
  if (last === undefined) return values;
  return values.map((each) => ({
    ...each,
    path: [each.path, ...names.map(({ name }) => name.toLowerCase())].join('.'),
    last: last.isKnown ? last.name : null,
    isWhole: false,
  }));
}

function contextsOf(tokens: readonly Token[]): readonly Context[] {
  const found: Context[] = [];
  let at = 0;
  const peek = (): string | undefined => tokens[at]?.text;

  const or = (depth: number): readonly Context[] => {
    const values = [...and(depth)];
    while (peek() === '||') {
      at += 1;
      values.push(...and(depth));
    }
    return values;
  };
  // `a && b` is b where a holds; else a, which then is false or empty.
  const and = (depth: number): readonly Context[] => {
    let values = comparison(depth);
    while (peek() === '&&') {
      at += 1;
      values = comparison(depth);
    }
    return values;
  };
  const comparison = (depth: number): readonly Context[] => {
    let values = unary(depth);
    while (COMPARES.has(peek() ?? '')) {
      at += 1;
      unary(depth);
      values = [];
    }
    return values;
  };
  const unary = (depth: number): readonly Context[] => {
    if (peek() !== '!') return primary(depth);
    while (peek() === '!') at += 1;
    primary(depth);
    return [];
  };
  const primary = (depth: number): readonly Context[] => {
    const token = tokens[at];
    if (token === undefined || depth > MAX_DEPTH) {
      at = tokens.length;
      return [];
    }
    at += 1;
    if (token.kind === 'name' && peek() === '(') return call(token.text.toLowerCase(), depth);
    if (token.kind === 'name') return context(token, depth);
    if (token.text !== '(') return [];
    const values = or(depth + 1);
    if (peek() === ')') at += 1;
    return within(values, segments(depth));
  };
  const call = (name: string, depth: number): readonly Context[] => {
    at += 1;
    const values: Context[] = [];
    while (at < tokens.length && peek() !== ')') {
      const before = at;
      values.push(...or(depth + 1));
      if (peek() === ',' || at === before) at += 1;
    }
    at += 1;
    const isAsking = ASKING.has(name);
    const whole = name === 'tojson' ? values.map((each) => ({ ...each, isWhole: true })) : values;
    segments(depth); // `fromJSON(x).y` is of the same origin
    return isAsking ? [] : whole;
  };
  const segments = (depth: number): readonly Segment[] => {
    const names: Segment[] = [];
    for (;;) {
      const sign = peek();
      const next = tokens[at + 1];
      if (sign === '.' && (next?.kind === 'name' || next?.text === '*')) {
        names.push({ name: next.text, isKnown: next.kind === 'name' });
        at += 2;
      } else if (sign === '[') {
        at += 1;
        const key = tokens[at];
        const isText = key?.kind === 'literal' && key.text.startsWith("'") && tokens[at + 1]?.text === ']';
        if (isText) at += 1;
        else or(depth + 1);
        names.push(isText ? { name: key.text.slice(1, -1), isKnown: true } : { name: '*', isKnown: false });
        if (peek() === ']') at += 1;
      } else return names;
    }
  };
  const context = (token: Token, depth: number): readonly Context[] => {
    if (/^(?:true|false|null|NaN|Infinity)$/i.test(token.text)) return [];
    const index = found.length;
    const names = segments(depth);
    const last = names[names.length - 1];
    const one: Context = {
      path: [token.text, ...names.map(({ name }) => name)].join('.').toLowerCase(),
      last: last === undefined || !last.isKnown ? null : last.name,
      start: token.start,
      end: tokens[at - 1]!.end,
      isValue: false,
      isWhole: names.length === 0,
    };
    found.splice(index, 0, one);
    return [one];
  };

  const values: Context[] = [];
  while (at < tokens.length) {
    const before = at;
    values.push(...or(0));
    if (at === before) at += 1;
  }
  const byStart = new Map(values.map((value) => [value.start, value]));
  return found.map((each) => {
    const value = byStart.get(each.start);
    return value === undefined ? each : { ...value, isValue: true };
  });
}
