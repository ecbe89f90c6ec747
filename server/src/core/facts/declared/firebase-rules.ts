import { behindClosing, type SchemaToken, schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { always, either } from '../guards/formula.ts';
import { callerAtom } from './caller-conditions.ts';
import { declared, guardsOf, MAX_DECLARED, placeIn } from './declare.ts';
import { firebaseFunctions } from './firebase-functions.ts';
import { bodyBehind, keyOfPath, pathOf, shownPath, wildcardsIn } from './firebase-paths.ts';
import { clausesOf, type Condition, readCondition } from './rule-conditions.ts';
import { createExpansions, type Expansions, type NamedCondition, putIn } from './rule-functions.ts';

type Tokens = readonly SchemaToken[];

/** What one word of an `allow` stands for. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  read: ['get', 'list'],
  write: ['create', 'update', 'delete'],
};
/** Matches in each other; alternatives of one method and path, of which more are not told apart. */
const MAX_DEPTH = 20;
const MAX_ALTERNATIVES = 100;

interface Allowed {
  readonly condition: Condition;
  readonly start: number;
  readonly end: number;
}

interface Rules {
  /** By method and path: what one `match` allows and what another does are alternatives. */
  readonly allowed: Map<string, { readonly symbol: string; readonly all: Allowed[] }>;
  readonly left: Expansions;
}

interface Block {
  readonly tokens: Tokens;
  readonly path: string;
  readonly functions: ReadonlyMap<string, NamedCondition>;
  readonly depth: number;
}

/**
 * Security rules of Firestore and Storage: who reads and writes which documents. What no rule allows is refused.
 * @see https://firebase.google.com/docs/rules/rules-language (2026-11)
 */
export const firebaseRules = defineRouteFinder({
  id: 'firebase-rules',
  languages: ['text'],
  *find(reading) {
    const { path, tree } = reading.unit;
    if (!path.endsWith('.rules') || !/\bservice\s+(?:cloud\.firestore|firebase\.storage)\b/.test(tree.text)) return;
    const tokens = (schemaTokens(tree.text) ?? []).filter(({ kind }) => kind !== 'line');
    const rules: Rules = { allowed: new Map(), left: createExpansions() };
    readBlock({ tokens, path: '', functions: new Map(), depth: 0 }, rules);
    for (const { symbol, all } of rules.allowed.values()) yield toRoute(reading, symbol, all);
  },
});

function readBlock({ tokens, path, functions: outer, depth }: Block, rules: Rules): void {
  if (depth > MAX_DEPTH) return;
  const wildcards = wildcardsIn(path);
  const functions = new Map([...outer, ...firebaseFunctions(tokens, wildcards, rules.left)]);
  for (let at = 0; at < tokens.length;) {
    const { text } = tokens[at]!;
    if (text === 'match' || text === 'service') {
      const body = bodyBehind(tokens, at + 1);
      const end = behindClosing(tokens, body, '{', '}');
      const below = text === 'service' ? path : `${path}${pathOf(tokens.slice(at + 1, body))}`;
      readBlock({ tokens: tokens.slice(body + 1, end - 1), path: below, functions, depth: depth + 1 }, rules);
      at = Math.max(end, at + 1);
    } else if (text === 'function') at = behindClosing(tokens, bodyBehind(tokens, at + 1), '{', '}');
    else if (text === 'allow') {
      let end = at + 1;
      while (end < tokens.length && tokens[end]!.text !== ';') end += 1;
      const statement = tokens.slice(at, end);
      const rule = readAllow(statement, wildcards, functions, rules);
      for (const method of methodsIn(statement)) put(rules, method, path, rule);
      at = end + 1;
    } else at += 1;
  }
}

/** `read, update` of `allow read, update: if …`. */
function methodsIn(statement: Tokens): readonly string[] {
  const colon = statement.findIndex(({ text }) => text === ':');
  return statement
    .slice(1, colon < 0 ? statement.length : colon)
    .filter(({ kind }) => kind === 'word')
    .slice(0, MAX_ALTERNATIVES)
    .flatMap(({ text }) => (Object.hasOwn(METHODS, text) ? METHODS[text]! : [text]));
}

function readAllow(
  statement: Tokens,
  wildcards: ReadonlyMap<string, Tokens>,
  functions: ReadonlyMap<string, NamedCondition>,
  { left }: Rules,
): Allowed {
  const colon = statement.findIndex(({ text }) => text === ':');
  const written = colon < 0 ? [] : statement.slice(statement[colon + 1]?.text === 'if' ? colon + 2 : colon + 1);
  const tokens = putIn(written, wildcards, left) ?? written;
  return {
    // Without a condition it allows.
    condition: tokens.length === 0 ? always(true) : readCondition(tokens, { atom: callerAtom, functions, left }),
    start: statement[0]!.start,
    end: statement.at(-1)!.end,
  };
}

function put({ allowed }: Rules, method: string, path: string, rule: Allowed): void {
  const key = `${method} ${keyOfPath(path)}`;
  const known = allowed.get(key);
  if (known !== undefined) known.all.push(rule);
  else if (allowed.size < MAX_DECLARED) allowed.set(key, { symbol: `${method} ${shownPath(path)}`, all: [rule] });
}

function toRoute(reading: FileReading, symbol: string, all: readonly Allowed[]): Route {
  const [first] = all;
  const node = placeIn(reading, first!.start, first!.end);
  const clauses = clausesOf(either(...all.slice(0, MAX_ALTERNATIVES).map(({ condition }) => condition)));
  const guards = guardsOf(reading, node, clauses, 'The rule asks for it.');
  return declared({ symbol, node, group: 'rules', guards, as: 'entry' });
}
