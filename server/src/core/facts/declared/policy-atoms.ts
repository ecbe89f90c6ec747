import type { Alternative } from '../../model/requirement.ts';
import type { SchemaToken } from '../../text/schema-tokens.ts';
import { either, literal, literalsOf, negate } from '../guards/formula.ts';
import type { Clauses } from './declare.ts';
import { clausesOf, type Condition } from './rule-conditions.ts';
import { cutText, equationIn, equationText, textOf } from './rule-text.ts';
import { splitAtCommas, splitTokens } from './split-tokens.ts';

type Tokens = readonly SchemaToken[];

/** Values of one list that are alternatives of their own; a longer one is one text. */
const MAX_LISTED = 8;

/** One piece of a policy, by its own text: `input.method == 'GET'`, `principal in Group::'staff'`. */
export function policyAtom(tokens: Tokens): Condition {
  const equation = equationIn(tokens);
  if (equation !== null) {
    const { left, right, isEqual } = equation;
    // `input.roles[_] == "admin"`
    const isOfAny =
      left.length > 3 && left.at(-3)!.text === '[' && left.at(-2)!.text === '_' && left.at(-1)!.text === ']';
    return literal(
      said(isOfAny ? `${textOf(right)} in ${textOf(left.slice(0, -3))}` : equationText(equation)),
      isEqual,
    );
  }
  const sides = splitTokens(tokens, ({ text, kind }) => (kind === 'word' && text === 'in' ? 1 : 0));
  const listed = sides.length === 2 ? listedIn(sides[1]!) : null;
  if (listed === null) return literal(said(textOf(tokens)));
  const sign = /^(?:principal|action|resource)\b/.test(sides[0]![0]?.text ?? '') ? 'in' : '==';
  return either(...listed.map((item) => literal(said(`${textOf(sides[0]!)} ${sign} ${textOf(item)}`))));
}

function said(text: string): Alternative {
  return { kind: 'scope', value: cutText(text) };
}

/** What must hold for what a rule refuses not to happen. */
export function refusedBy(condition: Condition): Clauses {
  return clausesOf(negate(condition)).map((clause) =>
    clause.map(({ kind, value }) => (kind === 'scope' ? { kind: 'check', value } : { kind, value })),
  );
}

function listedIn(tokens: Tokens): readonly Tokens[] | null {
  const [opens] = tokens;
  // A name of its own is put in with brackets around it.
  if (opens?.text === '(') return tokens[1]?.text === '{' ? listedIn(tokens.slice(1, -1)) : null;
  if (!/^[[{]$/.test(opens?.text ?? '') || !/^[\]}]$/.test(tokens.at(-1)!.text)) return null;
  const items = splitAtCommas(tokens.slice(1, -1)).filter((item) => item.length > 0);
  return items.length === 0 || items.length > MAX_LISTED ? null : items;
}

const OF_CALLER = /\b(?:user|users|role|roles|group|groups|claims|token|sub|subject|principal|identity)\b/;

/** What a rule is known by: what is asked for first, and who asks only when nothing else is said. */
export function namesOf(condition: Condition): readonly string[] {
  const names = [...literalsOf(condition)].map(({ atom, holds }) => `${holds ? '' : 'not '}${atom.value}`);
  const rank = (name: string): string => `${OF_CALLER.test(name) ? 1 : 0}${name}`;
  return [...new Set(names)].toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** A name that nothing else has here. */
export function uniqueName(start: string, parts: readonly string[], taken: Set<string>): string {
  let name = `${start}${parts[0] ?? ''}`;
  for (let at = 1; at < parts.length && taken.has(name); at += 1) name += ` and ${parts[at]!}`;
  const free = name;
  for (let count = 2; taken.has(name) && count < MAX_ALIKE; count += 1) name = `${free} (${count})`;
  taken.add(name);
  return name;
}

/** Rules that are written alike; more of them are one. */
const MAX_ALIKE = 20;
