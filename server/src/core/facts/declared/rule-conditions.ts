import type { Alternative } from '../../model/requirement.ts';
import type { SchemaToken } from '../../text/schema-tokens.ts';
import { always, both, either, type Formula, literal, negate, toClauses } from '../guards/formula.ts';
import { requirementInName } from '../guards/names.ts';
import { roleNorm, wordsOf } from '../guards/words.ts';
import { type Clauses, NOBODY } from './declare.ts';
import { splitAtCommas, splitTokens } from './split-tokens.ts';

/** Conditions of rule languages: `request.auth != null && request.auth.uid == id`, `isAdmin() || resource.data.public`. */
export type Condition = Formula<Alternative>;

/** What a rule file calls a condition. */
export interface NamedCondition {
  readonly parameters: readonly string[];
  readonly tokens: readonly SchemaToken[];
}

/** Functions in functions, and brackets in brackets. */
const MAX_DEPTH = 12;
/** Longest condition that is kept by its text, UTF-16 units. */
const MAX_TEXT = 160;

/** What must hold for a condition to be true; each token stands for its text without blanks. */
export function readCondition(
  tokens: readonly SchemaToken[],
  functions: ReadonlyMap<string, NamedCondition>,
  depth = 0,
): Condition {
  const read = (part: readonly SchemaToken[]): Condition => readCondition(part, functions, depth + 1);
  if (depth > MAX_DEPTH) return literal(checkOf(tokens));
  const inner = unwrapped(tokens);
  const options = splitAt(inner, '|');
  if (options.length > 1) return either(...options.map(read));
  const parts = splitAt(inner, '&');
  if (parts.length > 1) return both(...parts.map(read));
  if (inner[0]?.text === '!' && inner[1]?.text !== '=') return negate(read(inner.slice(1)));
  return readAtom(inner, functions, depth);
}

/** Each clause must hold; one that nobody meets refuses everybody. Null: too long to tell. */
export function clausesOf(condition: Condition): Clauses | null {
  const clauses = toClauses(condition, ({ kind, value }) => `${kind}:${value}`);
  return (
    clauses?.map((clause) =>
      clause.length === 0
        ? [NOBODY]
        : clause.map(({ atom, holds }) => (holds ? atom : { ...atom, value: `!${atom.value}` })),
    ) ?? null
  );
}

const AUTH = /^(?:request\.)?auth(?:\.uid|\.token)?$/;
const CALLER = /^(?:request\.)?auth\.(?:uid|token\.(?:sub|email|phone_number|user_id))$/;
const CLAIM = /(?:^|\.)auth\.token\.(\w+)$|^auth\.token\.(\w+)$/;
const ROLE_FIELD = /\.(?:role|roles|accountType|userType)$/;

function readAtom(
  tokens: readonly SchemaToken[],
  functions: ReadonlyMap<string, NamedCondition>,
  depth: number,
): Condition {
  const [first] = tokens;
  if (first === undefined) return always(false);
  if (tokens.length === 1 && /^(?:true|false)$/.test(first.text)) return always(first.text === 'true');
  const sign = tokens.findIndex(({ text }, at) => (text === '=' || text === '!') && tokens[at + 1]?.text === '=');
  if (sign > 0) {
    const behind = tokens[sign + 2]?.text === '=' ? sign + 3 : sign + 2;
    const found = compared(tokens.slice(0, sign), tokens.slice(behind));
    const isEqual = first.text !== '!' && tokens[sign]!.text === '=';
    if (found !== null) return literal(found.asked, found.isNull ? !isEqual : isEqual);
    return literal(checkOf([...tokens.slice(0, sign), ...tokens.slice(behind)]), isEqual);
  }
  if (first.kind === 'word' && tokens[1]?.text === '(' && tokens.at(-1)?.text === ')') {
    const named = functions.get(first.text);
    if (named !== undefined)
      return readCondition(filled(named, splitAtCommas(tokens.slice(2, -1))), functions, depth + 1);
    const [asked] = requirementInName(first.text, null, 'condition') ?? [];
    if (asked !== undefined) return literal(asked);
  }
  const claim = tokens.length === 1 ? CLAIM.exec(first.text) : null;
  if (claim !== null) return literal(claimed(claim[1] ?? claim[2]!));
  return literal(checkOf(tokens));
}

function claimed(name: string): Alternative {
  return name.endsWith('verified')
    ? { kind: 'state', value: wordsOf(name).replaceAll(' ', '-') }
    : { kind: 'role', value: roleNorm(name) };
}

/** What an equation asks of whoever calls. */
function compared(
  left: readonly SchemaToken[],
  right: readonly SchemaToken[],
): { readonly asked: Alternative; readonly isNull: boolean } | null {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const [written, value] = [textOf(one), textOf(other)];
    if (value === 'null' && AUTH.test(written))
      return { asked: { kind: 'auth', value: 'authenticated' }, isNull: true };
    const [, ofRequest, ofRoot] = CLAIM.exec(written) ?? [];
    const claim = ofRequest ?? ofRoot;
    if (claim !== undefined && value === 'true') return { asked: claimed(claim), isNull: false };
    if (ROLE_FIELD.test(written) && other.length === 1 && other[0]!.kind === 'text')
      return { asked: { kind: 'role', value: roleNorm(value.slice(1, -1)) }, isNull: false };
    if (CALLER.test(written) && value !== 'null' && !/^["']/.test(value))
      return {
        asked: { kind: 'owner', value: /tenant|org|team|company/i.test(value) ? 'tenant' : 'owner' },
        isNull: false,
      };
  }
  return null;
}

/** A condition that is about something else than who calls: known by its own text. */
function checkOf(tokens: readonly SchemaToken[]): Alternative {
  const text = textOf(tokens).slice(0, MAX_TEXT);
  if (/^!?(?:request\.resource|newData)\b/.test(text) && !/\bauth\b/.test(text)) return { kind: 'input', value: text };
  return { kind: 'check', value: text.replaceAll('|', '/') };
}

export function textOf(tokens: readonly SchemaToken[]): string {
  return tokens
    .map(({ text, kind }) => (kind === 'text' ? `'${text.slice(1, -1)}'` : text))
    .join(' ')
    .replace(/([=!<>:]) (?=[=:])/g, '$1')
    .replace(/ ?(::|[.()[\]$]) ?/g, '$1');
}

/** Without the brackets around it. */
function unwrapped(tokens: readonly SchemaToken[]): readonly SchemaToken[] {
  let inner = tokens;
  for (let step = 0; step < MAX_DEPTH && inner[0]?.text === '('; step += 1) {
    let depth = 0;
    const closes = inner.findIndex(({ text }) => (depth += text === '(' ? 1 : text === ')' ? -1 : 0) === 0);
    if (closes !== inner.length - 1) break;
    inner = inner.slice(1, -1);
  }
  return inner;
}

/** Parts between `&&` or `||` outside of brackets. */
function splitAt(tokens: readonly SchemaToken[], sign: string): readonly (readonly SchemaToken[])[] {
  return splitTokens(tokens, (token, next) => (token.text === sign && next?.text === sign ? 2 : 0));
}

/** A function's condition with what it is called with put in. */
function filled(
  { parameters, tokens }: NamedCondition,
  given: readonly (readonly SchemaToken[])[],
): readonly SchemaToken[] {
  const byName = new Map(parameters.map((name, at) => [name, given[at] ?? []]));
  return tokens.flatMap((token) => {
    const dot = token.text.indexOf('.');
    const [name, rest] = dot < 0 ? [token.text, ''] : [token.text.slice(0, dot), token.text.slice(dot)];
    const put = token.kind === 'word' ? byName.get(name) : undefined;
    if (put === undefined || put.length === 0) return [token];
    const last = put.at(-1)!;
    return [...put.slice(0, -1), { ...last, text: `${last.text}${rest}` }];
  });
}
