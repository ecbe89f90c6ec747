import { behindClosing, type SchemaToken, schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { type Clauses, declared, guardsOf, placeIn } from './declare.ts';
import { textOf } from "./rule-text.ts";
import { splitAtCommas } from './split-tokens.ts';

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
    for (let at = 0; at < tokens.length; at += 1) {
      if (!/^(?:permit|forbid)$/.test(tokens[at]!.text) || tokens[at + 1]?.text !== '(') continue;
      const close = behindClosing(tokens, at + 1, '(', ')');
      const end = tokens.findIndex(({ text }, index) => index >= close && text === ';');
      const last = end < 0 ? tokens.length : end;
      yield toRoute(reading, tokens.slice(at, last), close - at);
      at = last;
    }
  },
});

function toRoute(reading: FileReading, policy: readonly SchemaToken[], headEnd: number): Route {
  const node = placeIn(reading, policy[0]!.start, policy.at(-1)!.end);
  const head = policy.slice(2, headEnd - 1);
  const conditions = conditionsIn(policy.slice(headEnd));
  if (policy[0]!.text === 'forbid') {
    const asked = [partText(head), ...conditions].filter((text) => text !== '').join(' and ');
    const refused: Clauses = [[{ kind: 'check', value: `!${asked.slice(0, 160)}` }]];
    const guards = guardsOf(reading, node, refused, 'A policy forbids it.');
    return declared({ symbol: 'Every decision of the policies', node, group: 'policies', guards, as: 'rule' });
  }
  const parts = splitParts(head).filter((text) => /(?:==|\bin\b|\bis\b)/.test(text));
  const clauses = [...parts, ...conditions].map((text) => [{ kind: 'scope', value: text.slice(0, 160) } as const]);
  const symbol = `permit ${partText(head)}`.slice(0, MAX_SYMBOL);
  return declared({
    symbol,
    node,
    group: 'policies',
    guards: guardsOf(reading, node, clauses, 'The policy asks for it.'),
    as: 'entry',
  });
}

/** `when { … } unless { … }`. */
function conditionsIn(tokens: readonly SchemaToken[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const { text } = tokens[at]!;
    if ((text !== 'when' && text !== 'unless') || tokens[at + 1]?.text !== '{') continue;
    const end = behindClosing(tokens, at + 1, '{', '}');
    found.push(`${text === 'unless' ? 'not ' : ''}${textOf(tokens.slice(at + 2, end - 1))}`);
    at = end - 1;
  }
  return found;
}

function splitParts(tokens: readonly SchemaToken[]): readonly string[] {
  return splitAtCommas(tokens).map(textOf);
}

function partText(tokens: readonly SchemaToken[]): string {
  return splitParts(tokens).join(', ');
}
