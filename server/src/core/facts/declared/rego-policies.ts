import { behindClosing, type SchemaToken, schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { type Clauses, declared, guardsOf, NOBODY, placeIn } from './declare.ts';
import { textOf } from "./rule-text.ts";
import { splitTokens } from './split-tokens.ts';

const ALLOWS = /^(?:allow|allowed|authorized|permit|grant|is_allowed)$/;
const DENIES = /^(?:deny|denied|violation|forbid|reject|block)$/;
const MAX_TEXT = 160;

/**
 * Rules of Rego: what is denied, what is allowed and under which conditions, and what holds when no rule says otherwise.
 * @see https://www.openpolicyagent.org/docs/policy-language (2026-11)
 */
export const regoPolicies = defineRouteFinder({
  id: 'rego-policies',
  languages: ['access-policy'],
  *find(reading) {
    if (!reading.unit.path.endsWith('.rego') || reading.unit.path.endsWith('_test.rego')) return;
    const tokens = schemaTokens(reading.unit.tree.text) ?? [];
    for (let at = 0; at < tokens.length; at += 1) {
      const isFirst = at === 0 || tokens[at - 1]!.kind === 'line';
      const token = tokens[at]!;
      if (!isFirst || token.kind !== 'word') continue;
      if (token.text === 'default') yield* ofDefault(reading, tokens.slice(at, endOfLine(tokens, at)));
      if (!ALLOWS.test(token.text) && !DENIES.test(token.text)) continue;
      const line = endOfLine(tokens, at);
      const open = tokens.findIndex(({ text }, index) => index > at && index < line && text === '{');
      if (open < 0) continue;
      const end = behindClosing(tokens, open, '{', '}');
      yield toRoute(reading, token, tokens.slice(open + 1, end - 1), tokens[end - 1]?.end ?? token.end);
      at = end - 1;
    }
  },
});

function endOfLine(tokens: readonly SchemaToken[], from: number): number {
  const end = tokens.findIndex(({ kind }, index) => index >= from && kind === 'line');
  return end < 0 ? tokens.length : end;
}

/** `default allow := false`. */
function* ofDefault(reading: FileReading, line: readonly SchemaToken[]): Generator<Route> {
  const name = line[1]?.text ?? '';
  const value = line.at(-1)?.text;
  if (!ALLOWS.test(name) || (value !== 'false' && value !== 'true')) return;
  const node = placeIn(reading, line[0]!.start, line.at(-1)!.end);
  const clauses: Clauses = value === 'false' ? [[NOBODY]] : [];
  const guards = guardsOf(reading, node, clauses, 'Nothing is allowed unless a rule says so.');
  yield declared({ symbol: `${name} by default`, node, group: 'policies', guards, as: 'rule' });
}

function toRoute(reading: FileReading, head: SchemaToken, body: readonly SchemaToken[], end: number): Route {
  const node = placeIn(reading, head.start, end);
  const asked = expressionsIn(body);
  if (DENIES.test(head.text)) {
    // A message says how it is told, not what is refused.
    const refused = asked.filter((text) => !/^msg\b|sprintf/.test(text)).join(' and ');
    const clauses: Clauses = [[{ kind: 'check', value: `!${refused.slice(0, MAX_TEXT)}` }]];
    const guards = guardsOf(reading, node, clauses, 'A rule denies it.');
    return declared({ symbol: `Every decision of ${head.text}`, node, group: 'policies', guards, as: 'rule' });
  }
  const clauses = asked.map((text) => [{ kind: 'scope', value: text.slice(0, MAX_TEXT) } as const]);
  const guards = guardsOf(reading, node, clauses, 'The rule asks for it.');
  return declared({
    symbol: `${head.text} when ${asked.toSorted()[0] ?? 'always'}`,
    node,
    group: 'policies',
    guards,
    as: 'entry',
  });
}

/** One a line, or between semicolons, outside of brackets. */
function expressionsIn(body: readonly SchemaToken[]): readonly string[] {
  return splitTokens(body, ({ kind, text }) => (kind === 'line' || text === ';' ? 1 : 0))
    .map((part) => textOf(part.filter(({ kind }) => kind !== 'line')))
    .filter((text) => text !== '');
}
