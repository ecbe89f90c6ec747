import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { asObject, documentObjects, keyText, valueOfKey } from '../objects.ts';
import { declared, guardsOf } from './declare.ts';
import { clausesOf, readCondition } from './rule-conditions.ts';

const RULES: Readonly<Record<string, string>> = { '.read': 'read', '.write': 'write', '.validate': 'shape of' };
/** Places in each other; nodes of one file. */
const MAX_DEPTH = 32;
const MAX_PLACES = 5_000;

/**
 * Rules of Firebase's Realtime Database. What no rule allows is refused.
 * @see https://firebase.google.com/docs/database/security (2026-11)
 */
export const realtimeRules = defineRouteFinder({
  id: 'realtime-rules',
  languages: ['json'],
  *find(reading) {
    const { path, tree } = reading.unit;
    if (!/rules[^/]*\.json$/.test(path) || !/"\.(?:read|write)"/.test(tree.text)) return;
    for (const document of documentObjects(reading)) {
      const rules = asObject(reading, valueOfKey(reading, document, 'rules'));
      if (rules !== null) yield* placesIn(reading, rules);
    }
  },
});

function* placesIn(reading: FileReading, rules: SyntaxNode): Generator<Route> {
  const open = [{ object: rules, path: '', depth: 0 }];
  for (let at = 0; at < open.length && at < MAX_PLACES; at += 1) {
    const { object, path, depth } = open[at]!;
    for (const entry of object.children) {
      const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
      const value = key === null ? null : childOf(entry, 'entry.value');
      if (key === null || value === null) continue;
      const rule = Object.hasOwn(RULES, key) ? RULES[key]! : null;
      if (rule !== null) yield toRoute(reading, entry, value, rule, path === '' ? '/' : path);
      else if (value.kind === 'object' && depth < MAX_DEPTH)
        open.push({ object: value, path: `${path}/${key}`, depth: depth + 1 });
    }
  }
}

function toRoute(reading: FileReading, entry: SyntaxNode, value: SyntaxNode, rule: string, path: string): Route {
  const { unit } = reading;
  const text = value.kind === 'string' ? (unit.language.readString(unit.textOf(value)) ?? '') : unit.textOf(value);
  const tokens = (schemaTokens(text) ?? []).filter(({ kind }) => kind !== 'line');
  const clauses = clausesOf(readCondition(tokens, new Map()));
  return declared({
    symbol: `${rule} ${path}`,
    node: entry,
    group: 'rules',
    guards: guardsOf(reading, entry, clauses ?? [[{ kind: 'check', value: 'rule' }]], 'The rule asks for it.'),
    as: rule === 'shape of' ? 'rule' : 'entry',
  });
}
