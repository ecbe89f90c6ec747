import { behindClosing, type SchemaToken, schemaTokens } from '../../text/schema-tokens.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { either } from '../guards/formula.ts';
import { declared, guardsOf, placeIn } from './declare.ts';
import { clausesOf, type Condition, type NamedCondition, readCondition } from './rule-conditions.ts';

/** What one word of an `allow` stands for. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  read: ['get', 'list'],
  write: ['create', 'update', 'delete'],
};
/** Matches in each other. */
const MAX_DEPTH = 20;

interface Allowed {
  readonly condition: Condition;
  readonly start: number;
  readonly end: number;
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
    yield* matches(reading, tokens, '', new Map(), 0);
  },
});

function* matches(
  reading: FileReading,
  tokens: readonly SchemaToken[],
  outer: string,
  known: ReadonlyMap<string, NamedCondition>,
  depth: number,
): Generator<Route> {
  if (depth > MAX_DEPTH) return;
  const functions = new Map([...known, ...functionsIn(tokens)]);
  const allowed = new Map<string, Allowed[]>();
  for (let at = 0; at < tokens.length;) {
    const { text } = tokens[at]!;
    if (text === 'match' || text === 'service') {
      const body = bodyBehind(tokens, at + 1);
      const end = behindClosing(tokens, body, '{', '}');
      const path = text === 'service' ? '' : pathOf(tokens.slice(at + 1, body));
      yield* matches(reading, tokens.slice(body + 1, end - 1), `${outer}${path}`, functions, depth + 1);
      at = Math.max(end, at + 1);
    } else if (text === 'function') at = behindClosing(tokens, bodyBehind(tokens, at + 1), '{', '}');
    else if (text === 'allow') {
      const end = tokens.findIndex((token, index) => index > at && token.text === ';');
      const statement = tokens.slice(at + 1, end < 0 ? tokens.length : end);
      readAllow(tokens[at]!, statement, functions, allowed);
      at = end < 0 ? tokens.length : end + 1;
    } else at += 1;
  }
  for (const [method, rules] of allowed) yield toRoute(reading, method, outer, rules);
}

function readAllow(
  allow: SchemaToken,
  statement: readonly SchemaToken[],
  functions: ReadonlyMap<string, NamedCondition>,
  allowed: Map<string, Allowed[]>,
): void {
  const colon = statement.findIndex(({ text }) => text === ':');
  const words = statement.slice(0, colon < 0 ? statement.length : colon).filter(({ kind }) => kind === 'word');
  const tokens = colon < 0 ? [] : statement.slice(statement[colon + 1]?.text === 'if' ? colon + 2 : colon + 1);
  const rule: Allowed = {
    // Without a condition it allows.
    condition: tokens.length === 0 ? { kind: 'constant', value: true } : readCondition(tokens, functions),
    start: allow.start,
    end: statement.at(-1)?.end ?? allow.end,
  };
  for (const { text } of words)
    for (const method of Object.hasOwn(METHODS, text) ? METHODS[text]! : [text])
      allowed.set(method, [...(allowed.get(method) ?? []), rule]);
}

function toRoute(reading: FileReading, method: string, path: string, rules: readonly Allowed[]): Route {
  const [first] = rules;
  const node = placeIn(reading, first!.start, first!.end);
  const clauses = clausesOf(either(...rules.map(({ condition }) => condition)));
  return declared({
    symbol: `${method} ${path.replace(/^\/(?:databases|b)\/\{[^}]*\}(?:\/documents|\/o)?/, '') || '/'}`,
    node,
    group: 'rules',
    guards: guardsOf(reading, node, clauses ?? [[{ kind: 'check', value: 'rule' }]], 'The rule asks for it.'),
    as: 'entry',
  });
}

/** The brace that opens a body: those of wildcards stand behind a slash. */
function bodyBehind(tokens: readonly SchemaToken[], from: number): number {
  let at = from;
  while (at < tokens.length && (tokens[at]!.text !== '{' || tokens[at - 1]?.text === '/')) at += 1;
  return at;
}

function pathOf(tokens: readonly SchemaToken[]): string {
  const path = tokens.map(({ text }) => text).join('');
  return path.startsWith('/') ? path : `/${path}`;
}

/** `function isOwner(id) { return request.auth.uid == id; }` */
function* functionsIn(tokens: readonly SchemaToken[]): Generator<readonly [string, NamedCondition]> {
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const { text } = tokens[at]!;
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (text !== 'function' || depth > 0) continue;
    const name = tokens[at + 1];
    const body = bodyBehind(tokens, at + 1);
    const parameters = tokens.slice(at + 3, body - 1).filter(({ kind }) => kind === 'word');
    const inside = tokens.slice(body + 1, behindClosing(tokens, body, '{', '}') - 1);
    const returns = inside.findIndex((token) => token.text === 'return');
    if (name === undefined || returns < 0) continue;
    const end = inside.findIndex((token, index) => index > returns && token.text === ';');
    yield [
      name.text,
      {
        parameters: parameters.map((parameter) => parameter.text),
        tokens: inside.slice(returns + 1, end < 0 ? inside.length : end),
      },
    ];
  }
}
