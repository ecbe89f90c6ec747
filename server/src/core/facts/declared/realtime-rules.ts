import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { type SchemaToken, schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type GuardUse } from '../define.ts';
import { asObject, documentObjects, keyText, valueOfKey } from '../objects.ts';
import { callerAtom } from './caller-conditions.ts';
import { type Clauses, declared, guardsOf, MAX_DECLARED } from './declare.ts';
import { clausesOf, readCondition, THAT } from './rule-conditions.ts';
import { createExpansions, type Expansions } from './rule-functions.ts';

/** Places in each other; places of one file. */
const MAX_DEPTH = 32;
const MAX_PLACES = 5_000;

/** Who reads or writes a place, and what is below it. */
interface Way {
  readonly symbol: string;
  readonly node: SyntaxNode;
  readonly guards: GuardUse[];
}

interface Place {
  readonly object: SyntaxNode;
  /** As written, and with one name for all variables. */
  readonly path: string;
  readonly bare: string;
  readonly depth: number;
  readonly names: ReadonlyMap<string, string>;
  /** What is written to from around it, and what is asked of all that is written. */
  readonly writes: readonly Way[];
  readonly asked: readonly GuardUse[];
}

/**
 * Rules of Firebase's Realtime Database. What no rule allows is refused, and what is written must be valid at each place that
 * it touches.
 * @see https://firebase.google.com/docs/database/security (2026-11)
 */
export const realtimeRules = defineRouteFinder({
  id: 'realtime-rules',
  languages: ['json'],
  *find(reading) {
    const { path, tree } = reading.unit;
    if (!/rules[^/]*\.json$/.test(path) || !/["']\.(?:read|write)["']/.test(tree.text)) return;
    for (const document of documentObjects(reading)) {
      const rules = asObject(reading, valueOfKey(reading, document, 'rules'));
      for (const { symbol, node, guards } of rules === null ? [] : waysIn(reading, rules))
        yield declared({ symbol, node, group: 'rules', guards, as: 'entry' });
    }
  },
});

function waysIn(reading: FileReading, rules: SyntaxNode): readonly Way[] {
  const ways: Way[] = [];
  const left = createExpansions();
  const root = { object: rules, path: '', bare: '', depth: 0, names: new Map(), writes: [], asked: [] };
  const open: Place[] = [root];
  for (let at = 0; at < open.length && at < MAX_PLACES && ways.length < MAX_DECLARED; at += 1) {
    const place = open[at]!;
    const valid = ruleOf(reading, place, '.validate');
    const asked = valid === null ? [] : askedOfValues(reading, valid, place, left);
    for (const { guards } of place.writes) guards.push(...asked);
    const inForce = [...place.asked, ...asked].slice(0, MAX_DEPTH);
    const writes = [...place.writes];
    for (const act of ['read', 'write'] as const) {
      const entry = ruleOf(reading, place, `.${act}`);
      if (entry === null) continue;
      const guards = guardsOf(reading, entry, clausesAt(reading, entry, place, left), 'The rule asks for it.');
      const way = { symbol: `${act} ${place.path || '/'}`, node: entry, guards: [...guards] };
      ways.push(way);
      if (act === 'read') continue;
      way.guards.push(...inForce);
      writes.push(way);
    }
    if (place.depth < MAX_DEPTH) for (const below of placesIn(reading, place, writes, inForce)) open.push(below);
  }
  return ways;
}

function* placesIn(
  reading: FileReading,
  { object, path, bare, depth, names }: Place,
  writes: readonly Way[],
  asked: readonly GuardUse[],
): Generator<Place> {
  for (const entry of object.children) {
    const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const value = key === null ? null : childOf(entry, 'entry.value');
    if (key === null || value?.kind !== 'object') continue;
    const isVariable = key.startsWith('$');
    const beside = bare.slice(bare.lastIndexOf('/') + 1) || 'all';
    const name = isVariable ? `${beside}.id` : key;
    const known = isVariable ? new Map([...names, [key, name] as const]) : names;
    const at = { object: value, path: `${path}/${key}`, bare: `${bare}/${name}` };
    yield { ...at, depth: depth + 1, names: known, writes, asked };
  }
}

function ruleOf(reading: FileReading, { object }: Place, key: string): SyntaxNode | null {
  return object.children.find((entry) => entry.kind === 'entry' && keyText(reading, entry) === key) ?? null;
}

function clausesAt(reading: FileReading, entry: SyntaxNode, { names }: Place, left: Expansions): Clauses {
  const { unit } = reading;
  const value = childOf(entry, 'entry.value');
  const raw = value === null ? '' : unit.textOf(value);
  const text = value?.kind === 'string' ? (unit.language.readString(raw) ?? '') : raw;
  const tokens = withNames(
    (schemaTokens(text) ?? []).filter(({ kind }) => kind !== 'line'),
    names,
  );
  return clausesOf(readCondition(tokens, { atom: callerAtom, functions: new Map(), left }));
}

/** `$uid`, which the tokens hold apart, by what it stands for. */
function withNames(tokens: readonly SchemaToken[], names: ReadonlyMap<string, string>): readonly SchemaToken[] {
  const found: SchemaToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    const next = tokens[at + 1];
    if (token.text !== '$' || next?.kind !== 'word') {
      found.push(token);
      continue;
    }
    found.push({ ...next, text: names.get(`$${next.text}`) ?? `$${next.text}` });
    at += 1;
  }
  return found;
}

/** What a place asks of what is written there. */
function askedOfValues(reading: FileReading, entry: SyntaxNode, place: Place, left: Expansions): readonly GuardUse[] {
  const at = ` at ${place.bare || '/'}`;
  const asked = clausesAt(reading, entry, place, left).map((clause) =>
    clause.map(({ kind, value }): Alternative => {
      const text = kind === 'role' && value === 'nobody' ? `${THAT}there is nothing` : value;
      return text.startsWith(THAT) ? { kind: 'check', value: `${text}${at}` } : { kind, value };
    }),
  );
  return guardsOf(reading, entry, asked, 'The rule asks for it of what is written.');
}
