import type { Alternative } from '../../model/requirement.ts';
import { behindClosing, type SchemaToken } from '../../text/schema-tokens.ts';
import {
  always,
  both,
  either,
  type Formula,
  isTooManyLiterals,
  literalsOf,
  negate,
  sizeOf,
  toClauses,
} from '../guards/formula.ts';
import { type Clauses, NOBODY } from './declare.ts';
import { type Expansions, filled, grouped, type NamedCondition } from './rule-functions.ts';
import { cutText, equationIn } from './rule-text.ts';
import { splitAtCommas, splitTokens } from './split-tokens.ts';

type Tokens = readonly SchemaToken[];

/** Conditions of rule languages: `request.auth != null && request.auth.uid == id`, `isAdmin() || resource.data.public`. */
export type Condition = Formula<Alternative>;

/** What a rule language says in one piece, and which names it may use. */
export interface ConditionLanguage {
  readonly atom: (tokens: Tokens) => Condition;
  readonly functions: ReadonlyMap<string, NamedCondition>;
  readonly left: Expansions;
}

/** Functions in functions, and brackets in brackets. */
const MAX_DEPTH = 24;
/** Parts of one conjunction, tokens of one condition; what has more is one piece. */
const MAX_PARTS = 200;
const MAX_TOKENS = 10_000;
const NONE: ReadonlySet<string> = new Set();

/** What must hold for a condition to be true. A function that calls itself is left as it is written. */
export function readCondition(
  tokens: Tokens,
  language: ConditionLanguage,
  depth = 0,
  within: ReadonlySet<string> = NONE,
): Condition {
  return readSized(tokens, language, depth, within).condition;
}

/** With its literals, at most: what has parts need not count them again. */
interface Sized {
  readonly condition: Condition;
  readonly size: number;
}

function readSized(tokens: Tokens, language: ConditionLanguage, depth: number, within: ReadonlySet<string>): Sized {
  const read = (part: Tokens): Sized => readSized(part, language, depth + 1, within);
  const piece = (of: Tokens): Sized => sized(language.atom(of));
  if (tokens.length === 0) return sized(always(false));
  if (depth > MAX_DEPTH || tokens.length > MAX_TOKENS) return piece(tokens);
  const inner = unwrapped(tokens);
  const [first] = inner;
  if (first === undefined) return sized(always(false));
  const choice = choiceIn(inner);
  if (choice !== null) {
    const [asked, yes, no] = choice.map(read) as [Sized, Sized, Sized];
    return joined([asked, yes, asked, no], (is, then, other, otherwise) =>
      either(both(is, then), both(negate(other), otherwise)),
    );
  }
  const options = splitAt(inner, '|');
  const parts = options.length > 1 ? options : splitAt(inner, '&');
  if (parts.length > MAX_PARTS) return piece(inner);
  if (parts.length > 1) return joined(parts.map(read), options.length > 1 ? either : both);
  if (first.text === '!' && inner[1]?.text !== '=') return negated(read(inner.slice(1)));
  if (inner.length === 1 && /^(?:true|false)$/.test(first.text)) return sized(always(first.text === 'true'));
  const equation = equationIn(inner);
  if (equation?.right.length === 1 && /^(?:true|false)$/.test(equation.right[0]!.text)) {
    const asked = read(equation.left);
    return equation.isEqual === (equation.right[0]!.text === 'true') ? asked : negated(asked);
  }
  const at = inner.findIndex(
    ({ kind, text }, index) =>
      kind === 'word' && inner[index + 1]?.text === '(' && !within.has(text) && language.functions.has(text),
  );
  const body = at < 0 ? null : withBody(inner, at, language);
  return body === null ? piece(inner) : readSized(body, language, depth + 1, new Set([...within, inner[at]!.text]));

  function joined(all: readonly Sized[], join: (...conditions: readonly Condition[]) => Condition): Sized {
    const size = all.reduce((sum, each) => sum + each.size, 0);
    return isTooManyLiterals(size) ? piece(inner) : { condition: join(...all.map(({ condition }) => condition)), size };
  }
}

function sized(condition: Condition): Sized {
  return { condition, size: sizeOf(condition) };
}

function negated({ condition, size }: Sized): Sized {
  return { condition: negate(condition), size };
}

/** With what a function answers in the place of its call: all of a condition, or a part like `role() == 'admin'`. */
function withBody(tokens: Tokens, at: number, { functions, left }: ConditionLanguage): Tokens | null {
  const end = behindClosing(tokens, at + 1, '(', ')');
  const body = filled(functions.get(tokens[at]!.text)!, splitAtCommas(tokens.slice(at + 2, end - 1)), left);
  return body === null ? null : [...tokens.slice(0, at), ...grouped(body, tokens[at]!), ...tokens.slice(end)];
}

/** Each clause must hold; one that nobody meets refuses everybody. What is too long to tell is kept by its text. */
export function clausesOf(condition: Condition): Clauses {
  const clauses = toClauses(condition, ({ kind, value }) => `${kind}:${value}`);
  if (clauses === null) return [[{ kind: 'check', value: cutText(printCondition(condition)) }]];
  return clauses.map((clause) =>
    clause.length === 0 ? [NOBODY] : clause.map(({ atom, holds }) => (holds ? atom : denied(atom))),
  );
}

/** Begins what is asked of something else than who calls. */
export const THAT = 'that ';

function denied(atom: Alternative): Alternative {
  if (!atom.value.startsWith(THAT)) return { ...atom, value: `!${atom.value}` };
  const text = atom.value.slice(THAT.length);
  if (!/ != /.test(text) && text.includes(' == ')) return { ...atom, value: `${THAT}${text.replace(' == ', ' != ')}` };
  if (/^[\w. -]+ is /.test(text)) return { ...atom, value: `${THAT}${text.replace(' is ', ' is not ')}` };
  return { ...atom, value: `${THAT}not ${text}` };
}

/** In one order, whatever order it was written in. */
function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? 'always' : 'never';
    case 'literal':
      return condition.holds ? condition.atom.value : `not ${condition.atom.value}`;
    case 'and':
    case 'or': {
      const isOne = [...literalsOf(condition)].length === condition.parts.length;
      const parts = condition.parts.map((part) =>
        isOne || part.kind === 'literal' ? printCondition(part) : `(${printCondition(part)})`,
      );
      return [...new Set(parts)].toSorted().join(` ${condition.kind} `);
    }
  }
}

/** Without the brackets around it. */
function unwrapped(tokens: Tokens): Tokens {
  let inner = tokens;
  for (let step = 0; step < MAX_DEPTH && inner[0]?.text === '(' && isClosedAtEnd(inner); step += 1)
    inner = inner.slice(1, -1);
  return inner;
}

function isClosedAtEnd(tokens: Tokens): boolean {
  let depth = 0;
  const closes = tokens.findIndex(({ text }) => (depth += text === '(' ? 1 : text === ')' ? -1 : 0) === 0);
  return closes === tokens.length - 1;
}

/** `asked ? yes : no`, outside of brackets. */
function choiceIn(tokens: Tokens): readonly Tokens[] | null {
  const sides = splitTokens(tokens, ({ text, kind }) => (kind === 'sign' && text === '?' ? 1 : 0));
  if (sides.length !== 2) return null;
  const ways = splitTokens(sides[1]!, ({ text, kind }) => (kind === 'sign' && text === ':' ? 1 : 0));
  return ways.length === 2 ? [sides[0]!, ...ways] : null;
}

/** Parts between `&&` or `||` outside of brackets. */
function splitAt(tokens: Tokens, sign: string): readonly Tokens[] {
  return splitTokens(tokens, (token, next) => (token.text === sign && next?.text === sign ? 2 : 0));
}
