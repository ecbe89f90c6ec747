import type { SqlToken } from '../../text/sql-tokens.ts';
import { isOwner, reachOf } from './principals.ts';
import type { AccessLevel, RightChange, SqlRight } from './right.ts';
import { NO_KEYWORD, createWords, expressionText, readNames, type Words } from './words.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Which rows of a table are seen by whom.
 * @see https://www.postgresql.org/docs/18/ddl-rowsecurity.html
 */
export function* readRows(tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  if (words.take('ALTER', 'TABLE')) {
    while (/^(?:IF|EXISTS|ONLY)$/.test(words.word()) && words.token(1)?.text !== '.') words.skip();
    const table = words.name();
    if (table !== null) yield* switches(words, table, place);
    return;
  }
  const verb = words.word();
  if (!/^(?:CREATE|ALTER|DROP)$/.test(verb)) return;
  words.skip();
  if (verb === 'CREATE') words.take('OR', 'REPLACE');
  if (words.word() !== 'POLICY') return;
  words.skip();
  words.take('IF', 'EXISTS');
  words.take('IF', 'NOT', 'EXISTS');
  const name = words.name();
  if (name === null || !words.take('ON')) return;
  const table = words.name();
  if (table === null) return;
  if (verb === 'DROP') {
    yield { kind: 'drop-policy', right: droppedPolicy(name, table, place) };
    return;
  }
  yield* policy(words, verb, name, table, place);
}

/** Settings of a table's row-level security, from what lets all rows through. */
export type RowSecurity = 'off' | 'on' | 'forced';

export function rowSecurity(table: string, setting: RowSecurity, place: Place, why: string): SqlRight {
  return {
    kind: 'database-rows',
    effect: setting === 'off' ? 'Allow' : 'Deny',
    action: 'row-level-security',
    on: table,
    setting,
    accessLevel: 'Permissions management',
    start: place.start,
    end: place.end,
    why,
  };
}

function* switches(words: Words, table: string, place: Place): Generator<RightChange> {
  while (words.seek(/^(?:ENABLE|DISABLE|FORCE|NO)$/)) {
    const setting: RowSecurity | null = words.take('DISABLE', 'ROW', 'LEVEL', 'SECURITY')
      ? 'off'
      : words.take('NO', 'FORCE', 'ROW', 'LEVEL', 'SECURITY') || words.take('ENABLE', 'ROW', 'LEVEL', 'SECURITY')
        ? 'on'
        : words.take('FORCE', 'ROW', 'LEVEL', 'SECURITY')
          ? 'forced'
          : null;
    if (setting === null) {
      words.skip();
      continue;
    }
    const isOwnerFree = words.word(-4) === 'FORCE' && words.word(-5) === 'NO';
    const why = {
      off: `Policies no longer limit which rows of ${table} are seen.`,
      on: isOwnerFree
        ? `The owner of ${table} sees all of its rows again.`
        : `Rows of ${table} are seen only by whom a policy lets.`,
      forced: `Policies hold for the owner of ${table} too.`,
    }[setting];
    const right = rowSecurity(table, setting, place, why);
    // The owner is let past the policies: that is a right, where nothing before says it was not so.
    yield {
      kind: 'give',
      right: isOwnerFree ? { ...right, effect: 'Allow', setting: 'on, but not for its owner' } : right,
    };
  }
}

function* policy(words: Words, verb: string, name: string, table: string, place: Place): Generator<RightChange> {
  let isRestrictive = false;
  let command = 'ALL';
  let roles: readonly string[] = ['public'];
  let using: string | null = null;
  let check: string | null = null;
  while (!words.isAtEnd()) {
    if (words.take('AS', 'RESTRICTIVE')) isRestrictive = true;
    else if (words.take('FOR')) {
      command = words.word();
      words.skip();
    } else if (words.take('TO')) roles = readNames(words, NO_KEYWORD);
    else if (words.take('USING')) using = expressionText(words.group() ?? []);
    else if (words.take('WITH', 'CHECK')) check = expressionText(words.group() ?? []);
    else words.skip();
  }
  const condition = conditionText(using, check);
  for (const to of roles) {
    const who = roles.length === 1 && to === 'public' ? 'everybody' : `\`${to}\``;
    yield {
      kind: 'give',
      right: {
        kind: 'database-rows',
        effect: isRestrictive ? 'Deny' : 'Allow',
        action: verb === 'ALTER' ? 'policy changed' : `policy ${command}`,
        on: table,
        to,
        name,
        ...(condition === null ? {} : { condition }),
        accessLevel: isRestrictive ? 'None' : levelOfPolicy(command, to, condition, using !== null || check !== null),
        ...place,
        why: `The policy ${name} lets ${who} do ${command} on ${condition === null ? 'every row' : `rows with ${condition}`} of ${table}.`,
      },
    };
  }
}

/** Null: every row. */
function conditionText(using: string | null, check: string | null): string | null {
  const parts = [
    ...(using === null || isAlwaysTrue(using) ? [] : [using]),
    ...(check === null || isAlwaysTrue(check) || check === using ? [] : [`new: ${check}`]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

function isAlwaysTrue(text: string): boolean {
  return /^(?:true|1 ?= ?1|'t'|not false)$|^true or | or (?:true|1 ?= ?1)$/.test(text);
}

/** A policy that names its rows is what policies are for. */
function levelOfPolicy(command: string, to: string, condition: string | null, isWritten: boolean): AccessLevel {
  if (isOwner(to) || condition !== null || !isWritten) return 'None';
  if (reachOf(to) === 3) return 'Permissions management';
  return command === 'SELECT' ? 'Read' : 'Write';
}

function droppedPolicy(name: string, table: string, place: Place): SqlRight {
  return {
    kind: 'database-rows',
    effect: 'Allow',
    action: 'policy dropped',
    on: table,
    name,
    accessLevel: 'Write',
    ...place,
    why: `The policy ${name} of ${table} is dropped, and nothing in this text takes its place.`,
  };
}
