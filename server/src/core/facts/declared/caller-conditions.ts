import type { Alternative } from '../../model/requirement.ts';
import type { SchemaToken } from '../../text/schema-tokens.ts';
import { both, either, literal } from '../guards/formula.ts';
import { requirementInName } from '../guards/names.ts';
import { roleNorm, wordsOf } from '../guards/words.ts';
import { type Condition, THAT } from './rule-conditions.ts';
import { cutText, equationIn, equationText, textOf } from './rule-text.ts';
import { splitTokens, splitAtCommas } from './split-tokens.ts';

type Tokens = readonly SchemaToken[];

const AUTH = /^(?:request\.)?auth(?:\.uid|\.token)?$/;
const CALLER = /^(?:request\.)?auth\.(?:uid|token\.(?:sub|email|phone_number|user_id))$/;
const CLAIM = /^(?:request\.)?auth\.token\.(\w+)$/;
const ROLE_FIELD = /(?:^|\.)(?:role|roles|accountType|userType)$/;
const ROLE_LIST = /^(.*)\.(hasAny|hasAll)$/;
/** What is written, which whoever writes says. */
const WRITTEN = /^(?:request\.resource|newData)\b/;

/** One piece of a condition of Firebase's rules. */
export function callerAtom(tokens: Tokens): Condition {
  const equation = equationIn(tokens);
  if (equation !== null) {
    const asked = compared(equation.left, equation.right);
    if (asked === 'nobody') return literal({ kind: 'auth', value: 'authenticated' }, !equation.isEqual);
    return literal(asked ?? checkOf(equationText(equation)), equation.isEqual);
  }
  return rolesIn(tokens) ?? literal(namedIn(tokens) ?? checkOf(textOf(tokens)));
}

function namedIn(tokens: Tokens): Alternative | null {
  const [first] = tokens;
  const claim = tokens.length === 1 ? CLAIM.exec(first!.text) : null;
  if (claim !== null) return claimed(claim[1]!);
  const isCall = first!.kind === 'word' && tokens[1]?.text === '(' && tokens.at(-1)!.text === ')';
  return isCall ? (requirementInName(first!.text, null, 'condition')?.[0] ?? null) : null;
}

function claimed(name: string): Alternative {
  return name.endsWith('verified')
    ? { kind: 'state', value: wordsOf(name).replaceAll(' ', '-') }
    : { kind: 'role', value: roleNorm(name) };
}

/** What an equation asks of whoever calls; `nobody`: that there is none. */
function compared(left: Tokens, right: Tokens): Alternative | 'nobody' | null {
  const [written, value] = [textOf(left), textOf(right)];
  if (value === 'null') return AUTH.test(written) ? 'nobody' : null;
  if (ROLE_FIELD.test(written) && right.length === 1 && right[0]!.kind === 'text')
    return { kind: 'role', value: roleNorm(value.slice(1, -1)) };
  const other = CALLER.test(written) ? value : CALLER.test(value) ? written : null;
  if (other === null || other.startsWith("'") || WRITTEN.test(other)) return null;
  return { kind: 'owner', value: /tenant|org|team|compan(?:y|ies)/i.test(other) ? 'tenant' : 'owner' };
}

/** `x.role in ['admin', 'editor']`, `'admin' in x.roles`, `x.roles.hasAny(['admin'])`. */
function rolesIn(tokens: Tokens): Condition | null {
  const sides = splitTokens(tokens, ({ text, kind }) => (kind === 'word' && text === 'in' ? 1 : 0));
  const [left, right] = sides;
  if (sides.length === 2) {
    const listed = textsOf(right!);
    if (listed !== null && ROLE_FIELD.test(textOf(left!))) return either(...listed.map(role));
    const isOne = left!.length === 1 && left![0]!.kind === 'text';
    return isOne && ROLE_FIELD.test(textOf(right!)) ? role(left![0]!) : null;
  }
  const opens = tokens.findIndex(({ text }) => text === '(');
  const [, of = '', how = ''] = ROLE_LIST.exec(textOf(tokens.slice(0, Math.max(opens, 0)))) ?? [];
  const listed = ROLE_FIELD.test(of) && tokens.at(-1)!.text === ')' ? textsOf(tokens.slice(opens + 1, -1)) : null;
  if (listed === null) return null;
  return how === 'hasAny' ? either(...listed.map(role)) : both(...listed.map(role));
}

function role({ text }: SchemaToken): Condition {
  return literal<Alternative>({ kind: 'role', value: roleNorm(text.slice(1, -1)) });
}

const MAX_LISTED = 12;

/** The texts of a list that has nothing else. */
function textsOf(tokens: Tokens): Tokens | null {
  if (tokens[0]?.text !== '[' || tokens.at(-1)!.text !== ']') return null;
  const items = splitAtCommas(tokens.slice(1, -1));
  const isTexts =
    items.length <= MAX_LISTED && items.every(([first, second]) => first?.kind === 'text' && second === undefined);
  return isTexts ? items.map(([first]) => first!) : null;
}

/** A condition that nothing else is known of: its own text. */
function checkOf(text: string): Alternative {
  // Every path of a database begins alike.
  const short = cutText(text.replace(/\/databases\/\$\([\w.]+\)\/documents\//g, '/'));
  const isOfCaller = /\bauth\b/.test(text) || /^\w+\(/.test(text);
  return { kind: 'check', value: (isOfCaller ? short : `${THAT}${short}`).replaceAll('|', '/') };
}
