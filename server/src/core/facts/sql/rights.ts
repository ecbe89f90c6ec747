import { sqlStatements, type SqlStatement } from '../../text/sql-statements.ts';
import type { SqlToken } from '../../text/sql-tokens.ts';
import { readPrivileges } from './privileges.ts';
import { readPrograms } from './programs.ts';
import type { CreatedObject, RightChange, SqlRight } from './right.ts';
import { readRoles } from './roles.ts';
import { readRows } from './rows.ts';
import { keywordOf } from './words.ts';

/** What is left when all statements of a text have run. */
export interface SqlRights {
  readonly rights: readonly SqlRight[];
  /** Tables, functions and the like that it creates, where they still are. */
  readonly created: ReadonlyMap<string, CreatedObject>;
}

/** Rights that a text leaves behind; more than these are told by the first ones. */
const MAX_RIGHTS = 5_000;

/**
 * Statements run in their order: what is granted and then revoked is not granted, and a policy that is dropped and made
 * again is that policy.
 */
export function readRights(statements: readonly SqlStatement[]): SqlRights {
  const state: State = { rights: new Map(), created: new Map() };
  for (const statement of statements) {
    if (statement.isWayBack) continue;
    for (const change of changesOf(statement.tokens, statement, 0)) {
      if (state.rights.size < MAX_RIGHTS) apply(state, change);
    }
  }
  const rights = [...state.rights.values()].filter((right) => !isOfItsMaker(right, state));
  return { rights, created: state.created };
}

interface State {
  readonly rights: Map<string, SqlRight>;
  readonly created: Map<string, CreatedObject>;
}

/** Who makes a table owns it: a dump says so of each. */
function isOfItsMaker({ action, on }: SqlRight, { created }: State): boolean {
  return action === 'OWNER' && created.has(on);
}

const MAX_DEPTH = 2;

/** `inner`: how deep in blocks that are run at once. */
function* changesOf(
  tokens: readonly SqlToken[],
  place: { readonly start: number; readonly end: number },
  depth: number,
): Generator<RightChange> {
  const first = keywordOf(tokens[0]);
  const at = { start: place.start, end: place.end };
  switch (first) {
    case 'GRANT':
    case 'REVOKE':
    case 'DENY':
      yield* readPrivileges(tokens, at);
      return;
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
    case 'EXEC':
    case 'EXECUTE':
      yield* objects(tokens, at);
      if (first === 'ALTER' && keywordOf(tokens[1]) === 'DEFAULT') yield* readPrivileges(tokens, at);
      yield* readRoles(tokens, at);
      yield* readRows(tokens, at);
      yield* readPrograms(tokens, at);
      if (first.startsWith('EXEC') && depth < MAX_DEPTH) yield* executed(tokens, at, depth);
      return;
    case 'DO':
      if (depth < MAX_DEPTH) yield* block(tokens, at, depth);
      return;
    default:
  }
}

/** The statements of `DO $$ … $$`. Which of them a condition lets through is not known: all may run. */
function* block(
  tokens: readonly SqlToken[],
  place: { readonly start: number; readonly end: number },
  depth: number,
): Generator<RightChange> {
  const body = tokens.find(({ kind }) => kind === 'body' || kind === 'text');
  for (const statement of body === undefined ? [] : sqlStatements(body.text)) {
    const start = statement.tokens.findIndex((token) => STARTS.test(keywordOf(token)));
    if (start < 0) continue;
    // Only what stands behind BEGIN, THEN, ELSE or LOOP is a statement.
    const before = statement.tokens[start - 1];
    if (before === undefined || /^(?:BEGIN|THEN|ELSE|LOOP)$/.test(keywordOf(before)))
      yield* changesOf(statement.tokens.slice(start), place, depth + 1);
  }
}

const STARTS = /^(?:GRANT|REVOKE|CREATE|ALTER|DROP|EXECUTE)$/;

/** `EXECUTE 'GRANT …'`, `EXECUTE format('GRANT … TO %I', name)`: as far as the text is written out. */
function* executed(
  tokens: readonly SqlToken[],
  place: { readonly start: number; readonly end: number },
  depth: number,
): Generator<RightChange> {
  const text = tokens.slice(1, 8).find(({ kind }) => kind === 'text' || kind === 'body');
  const isWhole = text !== undefined && /^(?:format|immediate|)$/i.test(wordsBefore(tokens, text));
  for (const statement of isWhole ? sqlStatements(text.text.replaceAll(/%\d*\$?[IsL]/g, PUT_IN)) : [])
    yield* changesOf(statement.tokens, place, depth + 1);
}

/** A name that is put in at run time. */
const PUT_IN = '"what is named at run time"';

function wordsBefore(tokens: readonly SqlToken[], text: SqlToken): string {
  return tokens
    .slice(1, tokens.indexOf(text))
    .filter(({ kind, text: word }) => kind === 'word' && !/^e$/i.test(word))
    .map(({ text: word }) => word)
    .join(' ');
}

const KINDS =
  /^(?:OR|REPLACE|TEMP|TEMPORARY|UNLOGGED|EXTERNAL|FOREIGN|MATERIALIZED|IF|NOT|EXISTS|GLOBAL|LOCAL|CONCURRENTLY)$/;

/** Which objects there are. */
function* objects(
  tokens: readonly SqlToken[],
  place: { readonly start: number; readonly end: number },
): Generator<RightChange> {
  const verb = keywordOf(tokens[0]);
  if (verb !== 'CREATE' && verb !== 'DROP') return;
  let at = 1;
  while (KINDS.test(keywordOf(tokens[at]))) at += 1;
  const kind = keywordOf(tokens[at]);
  const isTemporary = tokens.slice(1, at).some((token) => keywordOf(token).startsWith('TEMP'));
  if (!/^(?:TABLE|VIEW|FUNCTION|PROCEDURE|SEQUENCE|TYPE|SCHEMA|DOMAIN)$/.test(kind)) return;
  at += 1;
  while (KINDS.test(keywordOf(tokens[at]))) at += 1;
  const parts: string[] = [];
  for (; tokens[at] !== undefined; at += 2) {
    const { kind: of, text } = tokens[at]!;
    if (of !== 'word' && of !== 'name') break;
    parts.push(of === 'word' ? text.toLowerCase() : text);
    if (tokens[at + 1]?.text !== '.') break;
  }
  const name = (parts.length > 1 && /^(?:public|dbo|main)$/.test(parts[0]!) ? parts.slice(1) : parts).join('.');
  if (name === '') return;
  if (verb === 'CREATE')
    yield { kind: 'create', on: name, object: { ...place, isTable: kind === 'TABLE' && !isTemporary } };
  else yield { kind: 'drop', what: 'object', on: /^(?:FUNCTION|PROCEDURE)$/.test(kind) ? `${name}()` : name };
}

function apply({ rights, created }: State, change: RightChange): void {
  switch (change.kind) {
    case 'create':
      created.set(change.on, change.object);
      return;
    case 'drop':
      created.delete(change.on);
      for (const [key, right] of rights)
        if (change.what === 'role' ? right.to === change.on : right.on === change.on) rights.delete(key);
      return;
    case 'drop-policy': {
      let isKnown = false;
      for (const [key, right] of rights) {
        if (right.name !== change.right.name || right.on !== change.right.on) continue;
        isKnown = true;
        rights.delete(key);
      }
      // A table that this text made had no other policy; one that it did not make may have had.
      if (!isKnown && !created.has(change.right.on)) rights.set(keyOf(change.right), change.right);
      return;
    }
    case 'take':
      take(rights, change.right, change.isOptionOnly);
      return;
    case 'give':
      give(rights, change.right);
  }
}

function give(rights: Map<string, SqlRight>, right: SqlRight): void {
  if (right.name !== undefined)
    for (const [key, other] of rights)
      if (other.name === right.name && other.on === right.on && other.action === 'policy dropped') rights.delete(key);
  const opposite = { ...right, effect: right.effect === 'Allow' ? ('Deny' as const) : ('Allow' as const) };
  rights.delete(keyOf(opposite));
  rights.set(keyOf(right), right);
}

function take(rights: Map<string, SqlRight>, right: SqlRight, isOptionOnly: boolean): void {
  for (const [key, held] of rights) {
    if (held.kind !== right.kind || held.effect !== 'Allow' || held.on !== right.on || held.to !== right.to) continue;
    if (isOptionOnly) {
      const { setting: _, ...without } = held;
      if (held.action === right.action || right.action === 'ALL') rights.set(key, without);
    } else if (held.action === right.action || (right.action === 'ALL' && held.action !== 'OWNER')) rights.delete(key);
    else if (held.action === 'ALL' || held.action.startsWith(ALL_BUT)) {
      const kept = held.action === 'ALL' ? [] : held.action.slice(ALL_BUT.length).split(', ');
      rights.set(key, { ...held, action: ALL_BUT + [...new Set([...kept, right.action])].sort().join(', ') });
    }
  }
  if (!isOptionOnly) rights.set(keyOf(right), right);
}

const ALL_BUT = 'all but ';

/** What is given again is given once; switches of a table have one state. */
function keyOf({ kind, effect, action, on, to = '', name = '' }: SqlRight): string {
  if (action === 'row-level-security') return JSON.stringify([kind, action, on]);
  return JSON.stringify([kind, effect, action, on, to, name]);
}
