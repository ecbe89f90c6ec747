import type { SqlToken } from '../../text/sql-tokens.ts';
import { isOwner, isPowerful, reachOf, whoIs } from './principals.ts';
import type { AccessLevel, RightChange, SqlRight } from './right.ts';
import { NO_KEYWORD, createWords, keywordOf, readNames, type Words } from './words.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Names of one statement: who grants more at once is told by the first ones. */
const MAX_RIGHTS = 600;

/**
 * GRANT, REVOKE and DENY of any dialect, and what ALTER DEFAULT PRIVILEGES gives on objects to come.
 * @see https://www.postgresql.org/docs/18/sql-grant.html, https://dev.mysql.com/doc/refman/9.5/en/grant.html,
 * https://learn.microsoft.com/sql/t-sql/statements/grant-transact-sql, https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/GRANT.html (2026-11)
 */
export function* readPrivileges(tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  let future: string | null = null;
  if (words.take('ALTER', 'DEFAULT', 'PRIVILEGES')) {
    future = '';
    while (!words.isAtEnd() && !/^(?:GRANT|REVOKE)$/.test(words.word())) {
      if (words.take('IN', 'SCHEMA')) future = listed('schema', readNames(words, NO_KEYWORD));
      else words.skip();
    }
  }
  const verb = words.word();
  if (!/^(?:GRANT|REVOKE|DENY)$/.test(verb)) return;
  words.skip();
  const isOptionOnly = verb === 'REVOKE' && (takeOption(words, 'GRANT') || takeOption(words, 'ADMIN'));
  const until = verb === 'REVOKE' ? /^(?:ON|FROM|TO)$/ : /^(?:ON|TO)$/;
  const given = readGiven(words, until);
  const isOn = words.take('ON');
  const objects = isOn ? readObjects(words, verb === 'REVOKE' ? /^(?:FROM|TO)$/ : /^TO$/) : [];
  if (!words.take('TO') && !words.take('FROM')) return;
  const holders = readNames(words, /^(?:GROUP|ROLE|USER|SHARE|APPLICATION|DATABASE|LOGIN)$/);
  const hasOption = words.seek(/^WITH$/) && /^(?:GRANT|ADMIN)$/.test(words.word(1)) && words.word(2) !== 'FALSE';
  if (given.length === 0 || holders.length === 0 || (isOn && objects.length === 0)) return;

  const byReach = holders.toSorted((one, other) => rankOf(other) - rankOf(one));
  const effect = verb === 'GRANT' ? 'Allow' : 'Deny';
  let left = MAX_RIGHTS;
  for (const { action, columns, to } of inOrder(given, byReach)) {
    const role = isOn ? null : roleOf(action);
    for (const object of role === null ? (isOn ? objects : [WHOLE_DATABASE]) : [role]) {
      if ((left -= 1) < 0) {
        if (effect === 'Allow' && !isHarmless(action)) yield { kind: 'cut' };
        return;
      }
      const target = future === null ? object : futureObjects(object, future);
      const right = toRight({
        effect,
        action: role === null ? nameOfPrivilege(action) : 'member',
        on: columns === '' ? target : `${target}(${columns})`,
        to,
        hasOption: verb === 'GRANT' && hasOption,
        isRole: role !== null,
        place,
      });
      yield verb === 'REVOKE' ? { kind: 'take', right, isOptionOnly } : { kind: 'give', right };
    }
  }
}

interface GivenName {
  readonly action: string;
  readonly columns: string;
}

/** What matters most comes first, as the count may end before the rest; a REVOKE of the same names takes the same ones. */
function* inOrder(
  given: readonly GivenName[],
  holders: readonly string[],
): Generator<GivenName & { readonly to: string }> {
  for (const isLast of [false, true]) {
    const some = given.filter(({ action }) => isHarmless(action) === isLast);
    for (const to of holders) for (const one of some) yield { ...one, to };
  }
}

function isHarmless(action: string): boolean {
  return HARMLESS.test(nameOfPrivilege(action));
}

/** Those that may do everything already come last. */
function rankOf(holder: string): number {
  return isOwner(holder) ? -1 : reachOf(holder);
}

const WHOLE_DATABASE = 'the whole database';

function takeOption(words: Words, which: string): boolean {
  return words.take(which, 'OPTION', 'FOR');
}

/** `SELECT, INSERT (a, b)`, `ALL PRIVILEGES`, roles: up to where the objects or the holders begin. */
function readGiven(words: Words, until: RegExp): readonly GivenName[] {
  const given: { action: string; columns: string }[] = [];
  let action: string[] = [];
  let columns = '';
  const close = (): void => {
    if (action.length > 0) given.push({ action: action.join(' '), columns });
    action = [];
    columns = '';
  };
  while (!words.isAtEnd() && !until.test(words.word())) {
    const group = words.group();
    const token = words.token();
    if (group !== null) {
      const names = group.filter(({ kind }) => kind !== 'sign').map(({ text }) => text.toLowerCase());
      columns = names.slice(0, 20).join(', ');
    } else if (token?.kind === 'sign' && token.text === ',') {
      close();
      words.skip();
    } else {
      const name = token?.kind === 'word' && token.text !== '' ? token.text : words.token()!.text;
      const isDotted = action.at(-1)?.endsWith('.') === true || name === '.';
      if (isDotted && action.length > 0) action.push(`${action.pop()!}${name}`);
      else action.push(name);
      words.skip();
    }
  }
  close();
  return given;
}

/** What stands without ON is a role or a right of the system: rights are written in keywords. */
function roleOf(action: string): string | null {
  const [first = '', second] = action.split(' ');
  if (/^ROLE$/i.test(first) && second !== undefined) return second.toLowerCase();
  if (action.includes(' ')) return null;
  return SYSTEM_PRIVILEGES.test(action) ? null : action.toLowerCase();
}

const SYSTEM_PRIVILEGES =
  /^(?:ALL|SELECT|INSERT|UPDATE|DELETE|EXECUTE|EXEC|REFERENCES|CONTROL|ALTER|CREATE|USAGE|SYSDBA|SYSOPER|SYSBACKUP|SHUTDOWN|UNLIMITED|BACKUP|SHOWPLAN|AUTHENTICATE)$/i;

function nameOfPrivilege(action: string): string {
  const name = action.toUpperCase().replace(/ PRIVILEGES$/, '');
  return name === 'EXEC' ? 'EXECUTE' : name === 'TEMP' ? 'TEMPORARY' : name;
}

const KINDS_OF_OBJECT: readonly (readonly [keywords: readonly string[], prefix: string])[] = [
  [['FOREIGN', 'DATA', 'WRAPPER'], 'foreign data wrapper '],
  [['FOREIGN', 'SERVER'], 'foreign server '],
  [['LARGE', 'OBJECT'], 'large object '],
  [['MATERIALIZED', 'VIEW'], ''],
  [['TABLE'], ''],
  [['VIEW'], ''],
  [['OBJECT'], ''],
  [['SEQUENCE'], 'sequence '],
  [['FUNCTION'], 'function '],
  [['PROCEDURE'], 'procedure '],
  [['ROUTINE'], 'function '],
  [['SCHEMA'], 'schema '],
  [['DATABASE'], 'database '],
  [['LANGUAGE'], 'language '],
  [['TYPE'], 'type '],
  [['DOMAIN'], 'type '],
  [['PARAMETER'], 'parameter '],
  [['TABLESPACE'], 'tablespace '],
  [['WAREHOUSE'], 'warehouse '],
  [['INTEGRATION'], 'integration '],
  [['STAGE'], 'stage '],
  [['DIRECTORY'], 'directory '],
  [['LOGIN'], 'login '],
  [['USER'], 'user '],
  [['ROLE'], 'role '],
];

/** Objects up to the holders; all of a kind in a schema is one. */
function readObjects(words: Words, until: RegExp): readonly string[] {
  const all = /^(?:ALL|FUTURE)$/.test(words.word()) ? `${words.word()} ${words.word(1)}` : null;
  if (all !== null && /^IN$/.test(words.word(2))) {
    words.skip(4);
    const place = words.word(-1) === 'DATABASE' ? 'database' : 'schema';
    const names = readNames(words, NO_KEYWORD);
    words.seek(until);
    return names.map((name) => `${all.toLowerCase()} in ${place} ${name}`);
  }
  // `TABLES` of default privileges.
  if (/^(?:TABLES|SEQUENCES|FUNCTIONS|ROUTINES|TYPES|SCHEMAS)$/.test(words.word()) && until.test(words.word(1))) {
    const kind = words.word().toLowerCase();
    words.skip();
    return [kind];
  }
  const found: string[] = [];
  let prefix = '';
  while (!words.isAtEnd() && !until.test(words.word())) {
    const read = readKind(words);
    if (read !== null) prefix = read;
    const name = words.name();
    if (name === null) {
      words.skip();
      continue;
    }
    const hasArguments = words.group() !== null;
    const scoped = /^(schema|object|database|login|user|role|type)::(.*)$/.exec(name);
    const of = scoped === null ? prefix : scoped[1] === 'object' ? '' : `${scoped[1]!} `;
    const own = scoped === null ? name : scoped[2] === '' ? (words.name() ?? '') : scoped[2]!;
    if (own !== '') found.push(`${hasArguments && of === '' ? 'function ' : of}${own}`);
    if (words.token()?.text !== ',' && !until.test(words.word())) {
      words.seek(until);
      break;
    }
  }
  return found;
}

function readKind(words: Words): string | null {
  for (const [keywords, prefix] of KINDS_OF_OBJECT) {
    const next = words.token(keywords.length);
    // A table may be called `user`: the keyword stands before a name.
    const isName = next !== undefined && next.kind !== 'sign' && !/^(?:TO|FROM)$/.test(keywordOf(next));
    const isHeld = next?.kind === 'sign' && /^[*:@$]/.test(next.text);
    if ((isName || isHeld) && words.take(...keywords)) return prefix;
  }
  return null;
}

function futureObjects(kind: string, where: string): string {
  return where === '' ? `future ${kind}` : `future ${kind} in ${where}`;
}

function listed(kind: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${kind} ${names.join(', ')}`;
}

interface Given {
  readonly effect: 'Allow' | 'Deny';
  readonly action: string;
  readonly on: string;
  readonly to: string;
  readonly hasOption: boolean;
  readonly isRole: boolean;
  readonly place: Place;
}

function toRight({ effect, action, on, to, hasOption, isRole, place }: Given): SqlRight {
  const verb = effect === 'Allow' ? 'is given' : 'is refused';
  const who = whoIs(to);
  return {
    kind: isRole ? 'database-role' : 'database-object',
    effect,
    action,
    on,
    to,
    ...(hasOption ? { setting: 'may pass it on' } : {}),
    accessLevel: isRole ? levelOfRole(on, to, hasOption) : levelOfPrivilege(action, on, to, hasOption),
    ...place,
    why: isRole
      ? `\`${to}\` ${effect === 'Allow' ? 'becomes' : 'is no longer'} a member of \`${on}\`.`
      : `\`${to}\`${who === null ? '' : `, which is ${who},`} ${verb} \`${action}\` on ${on}.`,
  };
}

/** The same right, which its holder may no longer give to others. */
export function withoutOption(right: SqlRight): SqlRight {
  const { setting: _, ...plain } = right;
  const { kind, action, on, to = '' } = right;
  return {
    ...plain,
    accessLevel: kind === 'database-role' ? levelOfRole(on, to, false) : levelOfPrivilege(action, on, to, false),
  };
}

function levelOfRole(role: string, to: string, hasOption: boolean): AccessLevel {
  if (isOwner(to)) return 'None';
  return hasOption || isPowerful(role) || reachOf(to) > 0 ? 'Permissions management' : 'Write';
}

const HARMLESS = /^(?:USAGE|CONNECT|TEMPORARY|CREATE SESSION|SHOW VIEW|LOCK TABLES|SHOWPLAN|VIEW DEFINITION|MONITOR)$/;
const READS =
  /^(?:SELECT|READ|REFERENCES|EXECUTE|VIEW DATABASE STATE|SHOW DATABASES|PROCESS|REPLICATION CLIENT|UNLIMITED TABLESPACE|QUERY REWRITE|roles\/.*(?:viewer|reader))$/i;
/** Whoever may do this may give itself more, or leave the database. */
const ESCALATES =
  /^(?:SUPER|FILE|SHUTDOWN|PROXY|SYSDBA|SYSOPER|SYSBACKUP|CONTROL(?: SERVER)?|IMPERSONATE.*|TAKE OWNERSHIP|OWNERSHIP|MANAGE GRANTS|ALTER SYSTEM|SET|CREATE (?:USER|ROLE|LOGIN|ANY .*|EXTERNAL JOB|LIBRARY)|(?:ALTER|GRANT|DROP|EXECUTE|BECOME|INSERT|UPDATE|DELETE|SELECT|CONTROL|IMPERSONATE) (?:ANY|ALL) .*|BECOME USER|GRANT OPTION|ADMINISTER.*|UNSAFE ASSEMBLY|EXTERNAL ACCESS ASSEMBLY|.*_ADMIN)$/;

function levelOfPrivilege(action: string, on: string, to: string, hasOption: boolean): AccessLevel {
  if (isOwner(to)) return 'None';
  const isAll = action === 'ALL' || action.startsWith('all but ');
  if (hasOption || ESCALATES.test(action) || (isAll && /^(?:\*\.\*|the whole database|database )/.test(on)))
    return 'Permissions management';
  if (HARMLESS.test(action)) return /^(?:foreign |warehouse |integration )/.test(on) ? 'Read' : 'None';
  // The next number of a sequence says little.
  if (/\bsequences?\b/.test(on)) return 'None';
  return READS.test(action) ? 'Read' : 'Write';
}
