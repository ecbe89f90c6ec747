import type { SchemaToken } from '../../text/schema-tokens.ts';

type Tokens = readonly SchemaToken[];

/** What a rule file calls a condition. */
export interface NamedCondition {
  readonly parameters: readonly string[];
  /** Names that it gives inside, in order. */
  readonly locals: readonly (readonly [name: string, tokens: Tokens])[];
  readonly tokens: Tokens;
}

/** What may still be put in for names: functions that call each other twice would fill any memory. */
export interface Expansions {
  calls: number;
  tokens: number;
}

/** Of one file. */
const MAX_CALLS = 2_000;
const MAX_TOKENS = 100_000;

export function createExpansions(): Expansions {
  return { calls: MAX_CALLS, tokens: MAX_TOKENS };
}

/** A function's condition with what it is called with put in; null when that is too much. */
export function filled(named: NamedCondition, given: readonly Tokens[], left: Expansions): Tokens | null {
  if (left.calls <= 0) return null;
  left.calls -= 1;
  const put = new Map<string, Tokens>();
  for (const [at, name] of named.parameters.entries()) put.set(name, given[at] ?? []);
  for (const [name, tokens] of named.locals) {
    const value = putIn(tokens, put, left);
    if (value === null) return null;
    put.set(name, value);
  }
  return putIn(named.tokens, put, left);
}

/** Names replaced by what they stand for. */
export function putIn(tokens: Tokens, put: ReadonlyMap<string, Tokens>, left: Expansions): Tokens | null {
  if (put.size === 0) return tokens;
  const found: SchemaToken[] = [];
  for (const [at, token] of tokens.entries()) {
    const dot = token.text.indexOf('.');
    const name = dot < 0 ? token.text : token.text.slice(0, dot);
    // A part of a path is a word like any other.
    const value = token.kind === 'word' && tokens[at - 1]?.text !== '/' ? put.get(name) : undefined;
    const count = value?.length ?? 1;
    if (left.tokens < count) return null;
    left.tokens -= count;
    if (value === undefined || value.length === 0) found.push(token);
    else for (const each of joined(value, token, dot < 0 ? '' : token.text.slice(dot))) found.push(each);
  }
  return found;
}

const OPERATOR = /^(?:[|&!=<>?+*%-]|in|is|not)$/;

function joined(value: Tokens, token: SchemaToken, rest: string): Tokens {
  const [only] = value;
  if (value.length === 1 && only!.kind === 'word') return [{ ...only!, text: `${only!.text}${rest}` }];
  return [...grouped(value, token), ...(rest === '' ? [] : [{ ...token, text: rest }])];
}

/** In brackets, when it would be read otherwise among what stands beside it. */
export function grouped(tokens: Tokens, at: SchemaToken): Tokens {
  if (!tokens.some(({ text }) => OPERATOR.test(text))) return tokens;
  const sign = (text: string): SchemaToken => ({ ...at, kind: 'sign', text });
  return [sign('('), ...tokens, sign(')')];
}
