import { sqlStatements, type SqlStatement } from '../../text/sql-statements.ts';
import type { SqlToken } from '../../text/sql-tokens.ts';
import { createHeldRights } from './held-rights.ts';
import { readPrivileges } from './privileges.ts';
import { readPrograms } from './programs.ts';
import type { CreatedObject, RightChange, SqlRight } from './right.ts';
import { readRoles } from './roles.ts';
import { readRows } from './rows.ts';
import { createWords, keywordOf } from './words.ts';

/** What is left when all statements of a text have run. */
export interface SqlRights {
  readonly rights: readonly SqlRight[];
  /** Tables, functions and the like that it creates, where they still are. */
  readonly created: ReadonlyMap<string, CreatedObject>;
  /** It gives more than is read of one text, or of one statement. */
  readonly isCut: boolean;
}

/**
 * Statements run in their order: what is granted and then revoked is not granted, and a policy that is dropped and made
 * again is that policy.
 */
export function readRights(statements: readonly SqlStatement[]): SqlRights {
  const held = createHeldRights();
  for (const statement of statements) {
    if (statement.isWayBack) continue;
    for (const change of changesOf(statement.tokens, statement, 0)) held.apply(change);
  }
  return { rights: held.rights(), created: held.created, isCut: held.isCut() };
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
  const words = createWords(tokens.slice(at));
  for (;;) {
    const name = words.name();
    if (name === null || name === '') return;
    if (verb === 'CREATE') {
      yield { kind: 'create', on: name, object: { ...place, isTable: kind === 'TABLE' && !isTemporary } };
      return;
    }
    const isRoutine = /^(?:FUNCTION|PROCEDURE)$/.test(kind);
    yield { kind: 'drop', what: 'object', on: isRoutine ? `${name}()` : name };
    words.group();
    if (words.token()?.kind !== 'sign' || words.token()?.text !== ',') return;
    words.skip();
  }
}
