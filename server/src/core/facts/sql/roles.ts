import type { SqlToken } from '../../text/sql-tokens.ts';
import { isPowerful } from './principals.ts';
import type { AccessLevel, RightChange, SqlRight } from './right.ts';
import { NO_KEYWORD, createWords, readNames } from './words.ts';

/** Attributes by which a role stands above what it is granted. @see https://www.postgresql.org/docs/18/sql-createrole.html */
const ATTRIBUTES: Readonly<Record<string, readonly [level: AccessLevel, what: string]>> = {
  SUPERUSER: ['Permissions management', 'no check of the database holds for it'],
  BYPASSRLS: ['Permissions management', 'policies do not limit the rows it sees'],
  CREATEROLE: ['Permissions management', 'it makes roles and gives them rights'],
  REPLICATION: ['Permissions management', 'it copies the whole database'],
  CREATEDB: ['Write', 'it creates databases'],
  CREATEUSER: ['Permissions management', 'no check of the database holds for it'],
  LOGIN: ['None', 'it can sign in'],
};

interface Place {
  readonly start: number;
  readonly end: number;
}

/** CREATE, ALTER and DROP of roles, users and logins, members of roles, and who owns what. */
export function* readRoles(tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  const verb = words.word();
  if (/^(?:EXEC|EXECUTE)$/.test(verb)) yield* storedProcedure(tokens, place);
  if (!/^(?:CREATE|ALTER|DROP)$/.test(verb)) return;
  words.skip();
  if (verb === 'CREATE') words.take('OR', 'REPLACE');
  if (verb === 'ALTER' && words.take('AUTHORIZATION', 'ON')) {
    words.seek(/^TO$/);
    const object = tokens.slice(3).find(({ kind, text }) => kind === 'name' || (kind === 'word' && text !== 'TO'));
    words.skip();
    const to = words.name();
    const on = object?.text.replace(/^\w+::/, '').toLowerCase();
    if (to !== null && on !== undefined && on !== '') yield { kind: 'give', right: owner(on, to, place) };
    return;
  }
  words.take('SERVER');
  if (!/^(?:ROLE|USER|LOGIN|GROUP)$/.test(words.word())) {
    yield* owners(tokens, place);
    return;
  }
  words.skip();
  // A mapping says how a server of others is signed in to.
  if (words.word() === 'MAPPING') return;
  words.take('IF', 'NOT', 'EXISTS');
  words.take('IF', 'EXISTS');
  const names = readNames(words, NO_KEYWORD);
  const [role] = names;
  if (role === undefined) return;
  if (verb === 'DROP') {
    for (const on of names) yield { kind: 'drop', what: 'role', on };
    return;
  }
  if (verb === 'ALTER' && (words.take('ADD', 'MEMBER') || words.take('ADD', 'USER'))) {
    const member = words.name();
    if (member !== null) yield { kind: 'give', right: membership(role, member, place) };
    return;
  }
  if (verb === 'ALTER' && words.take('DROP', 'MEMBER')) {
    const member = words.name();
    if (member !== null)
      yield { kind: 'take', isOptionOnly: false, right: { ...membership(role, member, place), effect: 'Deny' } };
    return;
  }
  yield* attributes(role, words.rest(), place);
}

function* attributes(role: string, tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  while (!words.isAtEnd()) {
    const word = words.word();
    if (/^(?:SET|RESET|RENAME)$/.test(word)) return;
    const isOff = word.startsWith('NO') && Object.hasOwn(ATTRIBUTES, word.slice(2));
    const name = isOff ? word.slice(2) : word;
    if (Object.hasOwn(ATTRIBUTES, name)) {
      const right = attribute(role, name, place);
      if (isOff) yield { kind: 'take', isOptionOnly: false, right: { ...right, effect: 'Deny' } };
      else yield { kind: 'give', right };
      words.skip();
    } else if (words.take('DEFAULT', 'ROLE', 'NONE') || words.take('DEFAULT', 'ROLE', 'ALL')) {
      // Which of the roles that it is a member of hold when it signs in.
      if (words.take('EXCEPT')) readNames(words, NO_KEYWORD);
    } else if (words.take('IN', 'ROLE') || words.take('IN', 'GROUP') || words.take('DEFAULT', 'ROLE')) {
      for (const of of readNames(words, NO_KEYWORD)) yield { kind: 'give', right: membership(of, role, place) };
    } else if (words.word() === 'ROLE' || words.word() === 'ADMIN' || words.word() === 'USER') {
      words.skip();
      for (const member of readNames(words, NO_KEYWORD)) yield { kind: 'give', right: membership(role, member, place) };
    } else words.skip();
  }
}

function attribute(role: string, name: string, place: Place): SqlRight {
  const [accessLevel, what] = ATTRIBUTES[name]!;
  return {
    kind: 'database-role',
    effect: 'Allow',
    action: name,
    on: role,
    to: role,
    accessLevel,
    ...place,
    why: `\`${name}\` of \`${role}\`: ${what}.`,
  };
}

function membership(role: string, to: string, place: Place): SqlRight {
  return {
    kind: 'database-role',
    effect: 'Allow',
    action: 'member',
    on: role,
    to,
    accessLevel: isPowerful(role) ? 'Permissions management' : 'Write',
    ...place,
    why: `\`${to}\` becomes a member of \`${role}\`.`,
  };
}

function owner(on: string, to: string, place: Place): SqlRight {
  return {
    kind: 'database-object',
    effect: 'Allow',
    action: 'OWNER',
    on,
    to,
    accessLevel: 'Write',
    ...place,
    why: `\`${to}\` owns ${on}: it may do everything with it, and give that to others.`,
  };
}

/** `ALTER TABLE x OWNER TO y`. */
function* owners(tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  if (words.word() !== 'ALTER' || !words.seek(/^OWNER$/) || words.word(1) !== 'TO') return;
  words.skip(2);
  const to = words.name();
  const object = createWords(tokens);
  object.skip(1);
  while (KINDS.test(object.word()) && object.token(1)?.kind !== 'sign') object.skip();
  const on = object.name();
  if (to !== null && on !== null) yield { kind: 'give', right: owner(on, to, place) };
}

const KINDS =
  /^(?:TABLE|VIEW|MATERIALIZED|SEQUENCE|FUNCTION|PROCEDURE|SCHEMA|DATABASE|TYPE|DOMAIN|AGGREGATE|FOREIGN|PUBLICATION|IF|EXISTS|ONLY|ROUTINE|SERVER|EVENT|TRIGGER|LANGUAGE)$/;

/** `EXEC sp_addrolemember 'db_owner', 'app'` and its like. */
function* storedProcedure(tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  words.skip();
  const name = words.name()?.replace(/^.*\./, '');
  const texts = tokens.slice(2).flatMap(({ kind, text }) => (kind === 'text' || kind === 'name' ? [text] : []));
  const [first, second] = texts;
  if (first === undefined || second === undefined) return;
  if (name === 'sp_addrolemember') yield { kind: 'give', right: membership(first, second, place) };
  if (name === 'sp_addsrvrolemember') yield { kind: 'give', right: membership(second, first, place) };
}
