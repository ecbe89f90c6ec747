import { behindClosing, type SchemaToken, schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { both, negate } from '../guards/formula.ts';
import { declared, guardsOf, MAX_DECLARED, placeOfTokens } from './declare.ts';
import { namesOf, policyAtom, refusedBy, uniqueName } from './policy-atoms.ts';
import { clausesOf, type Condition, readCondition } from './rule-conditions.ts';
import { createExpansions } from './rule-functions.ts';
import { textOf } from './rule-text.ts';
import { splitAtCommas } from './split-tokens.ts';

type Tokens = readonly SchemaToken[];

const MAX_SYMBOL = 100;

/**
 * Policies of Cedar: a `forbid` refuses whatever any `permit` lets through, and what nothing permits is refused.
 * @see https://docs.cedarpolicy.com/policies/syntax-policy.html (2026-11)
 */
export const cedarPolicies = defineRouteFinder({
  id: 'cedar-policies',
  languages: ['access-policy'],
  *find(reading) {
    if (!reading.unit.path.endsWith('.cedar')) return;
    const tokens = (schemaTokens(reading.unit.tree.text) ?? []).filter(({ kind }) => kind !== 'line');
    const taken = new Set<string>();
    let count = 0;
    let id: string | null = null;
    for (let at = 0; at < tokens.length; at += 1) {
      const { text } = tokens[at]!;
      // `@id("staff-reads")`
      if (text === 'id' && tokens[at - 1]?.text === '@' && tokens[at + 2]?.kind === 'text')
        id = tokens[at + 2]!.text.slice(1, -1);
      if (!/^(?:permit|forbid)$/.test(text) || tokens[at + 1]?.text !== '(') continue;
      const close = behindClosing(tokens, at + 1, '(', ')');
      let end = close;
      while (end < tokens.length && tokens[end]!.text !== ';') end += 1;
      if ((count += 1) > MAX_DECLARED) return;
      yield toRoute(reading, { tokens: tokens.slice(at, end), headEnd: close - at, id }, taken);
      id = null;
      at = end;
    }
  },
});

interface Policy {
  readonly tokens: Tokens;
  readonly headEnd: number;
  readonly id: string | null;
}

function toRoute(reading: FileReading, { tokens, headEnd, id }: Policy, taken: Set<string>): Route {
  const node = placeOfTokens(reading, tokens);
  const parts = splitAtCommas(tokens.slice(2, headEnd - 1));
  // `principal` alone is everybody.
  const asked = parts.filter((part) => part.length > 1).map(read);
  const conditions = conditionsIn(tokens.slice(headEnd));
  const condition = both(...asked, ...conditions);
  if (tokens[0]!.text === 'forbid') {
    const guards = guardsOf(reading, node, refusedBy(condition), 'A policy forbids it.');
    return declared({ symbol: 'Every decision of the policies', node, group: 'policies', guards, as: 'rule' });
  }
  const head = id ?? parts.map(textOf).join(', ').slice(0, MAX_SYMBOL);
  const guards = guardsOf(reading, node, clausesOf(condition), 'The policy asks for it.');
  const symbol = uniqueName('permit ', [head, ...namesOf(both(...conditions))], taken);
  return declared({ symbol, node, group: 'policies', guards, as: 'entry' });
}

function read(tokens: Tokens): Condition {
  return readCondition(tokens, { atom: policyAtom, functions: new Map(), left: createExpansions() });
}

const MAX_CONDITIONS = 50;

/** `when { … } unless { … }`. */
function conditionsIn(tokens: Tokens): readonly Condition[] {
  const found: Condition[] = [];
  for (let at = 0; at < tokens.length && found.length < MAX_CONDITIONS; at += 1) {
    const { text } = tokens[at]!;
    if ((text !== 'when' && text !== 'unless') || tokens[at + 1]?.text !== '{') continue;
    const end = behindClosing(tokens, at + 1, '{', '}');
    const condition = read(tokens.slice(at + 2, end - 1));
    found.push(text === 'unless' ? negate(condition) : condition);
    at = end - 1;
  }
  return found;
}
