import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { splitWords, toSingular } from '../../text/words.ts';
import type { Reading, Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { ANY_CLASS } from './exposed-key.ts';
import { lastName } from './use.ts';

/** Deletes rows, whatever the mapper calls it. */
const DELETES =
  /^(?:delete|deleteMany|delete_many|delete_all|deleteAll|destroy|destroy_all|destroyAll|remove|removeMany|purge|ExecuteDelete|ExecuteDeleteAsync|Delete|Unscoped|exec|Exec|ExecContext|query|execute|raw|update)$/;
/** Only what is older than a time is asked for. */
const AGE =
  /\b(?:created|updated|inserted|logged|sent|expires|expired|occurred|last_?seen|timestamp|date|closed|deleted)\w*(?:__lte?\b|['"`\])]?\s*(?:[:=]>?\s*\{?\s*(?:\[?Op\.)?\$?lte?\b|,?\s*['"`]?<=?|\.\.\.?))|\b(?:lt|lte|before|older_than|olderThan)\b[^;]{0,60}\b(?:cutoff|threshold|retention|days|ago|expir|limit)|\.\.\s*\w*\.?(?:days|months|weeks|years)?\.?(?:ago|cutoff)\b/i;
const SQL_DELETE = /^[rfb]*["'`]{1,3}\s*delete\s+from\s+["`[]?(\w+)[\s\S]*\bwhere\b[\s\S]*<=?/i;
const MAX_TEXT = 600;

/** Places that keep entries: caches and indexes, by what they are called and the method that puts something there. */
const ENTRY_OBJECT = /^(?:_?\w*(?:redis|cache|kv|memcached?|valkey)\w*|collection|client)$/i;
const PUTS =
  /^(?:set|put|add|setex|psetex|set_many|Set|SetEX|StringSet|StringSetAsync|write|createIndex|create_index|ensureIndex)$/;
/** Says when an entry ends. */
const ENDS =
  /['"](?:EX|PX|EXAT|PXAT)['"]|\b(?:EX|PX|ex|px|ttl|TTL|timeout|expire|expires|expires_in|expiresIn|expirationTtl|expireAfterSeconds|expiry)\s*[:=]|\btime\.(?:Second|Minute|Hour)|TimeSpan\.|Duration\./;

/** Rows that are deleted when they are old, and entries that end by themselves. */
export function* retention(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const owner = deletedWhenOld(reading, call);
    if (owner !== null) yield site(call, 'store', `expiry-of:${owner}`, `Old rows of ${owner} are deleted.`);
    const entry = entryOf(reading, call);
    if (entry?.ends === true)
      yield site(call, 'entry', useOfEntry(entry.on), `What \`${entry.on}\` keeps ends by itself.`);
  }
}

/** Entries that nothing ends. */
export function* openEndedEntries(
  reading: Reading,
): Generator<{ readonly symbol: string; readonly dataClass: string; readonly use: string }> {
  for (const call of reading.unit.ofKind('call')) {
    const entry = entryOf(reading, call);
    if (entry?.ends === false)
      yield { symbol: reading.subjectOf(call).symbol, dataClass: ANY_CLASS, use: useOfEntry(entry.on) };
  }
}

function useOfEntry(on: string): string {
  return `expiry-of-entry:${on}`;
}

/** Whose rows a call deletes that are old; null when it is no such call. */
function deletedWhenOld({ unit }: Reading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  const method = lastName(unit, callee);
  if (callee === null || !DELETES.test(method)) return null;
  const text = unit.textOf(call).slice(0, MAX_TEXT);
  const statement = childrenOf(call, 'call.argument').find(({ kind }) => kind === 'string' || kind === 'template');
  const table = statement === undefined ? undefined : SQL_DELETE.exec(unit.textOf(statement).slice(0, MAX_TEXT))?.[1];
  if (table !== undefined) return ownerWords(table);
  if (!/^(?:delete|destroy|remove|purge|executedelete)/i.test(method) || !AGE.test(text)) return null;
  return ownerWords(rootOf(unit.textOf(callee).slice(0, MAX_TEXT)));
}

/** `ChatMessage` of `ChatMessage.objects.filter(…).delete`, `session` of `prisma.session.deleteMany`. */
function rootOf(text: string): string {
  const names = text
    .split(/[(<[]/)[0]!
    .split(/\.|->|::/)
    .map((name) => name.trim());
  const skip =
    /^(?:this|self|prisma|db|database|knex|tx|objects|repo|repository|await|\$?\w{1,2}|delete\w*|destroy\w*|remove\w*|purge|where|filter|query)$/i;
  const left = names.filter((name) => name !== '' && !skip.test(name));
  // The session of SQLAlchemy, and a table of sessions.
  return (left[0] === 'session' ? left[1] : undefined) ?? left[0] ?? names[0] ?? '';
}

function ownerWords(name: string): string {
  return splitWords(name).map(toSingular).join(' ');
}

interface Entry {
  readonly on: string;
  readonly ends: boolean;
}

function entryOf({ unit }: Reading, call: SyntaxNode): Entry | null {
  const callee = childOf(call, 'call.callee');
  const method = lastName(unit, callee);
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (object === null || !PUTS.test(method)) return null;
  const isIndex = /^(?:createIndex|create_index|ensureIndex)$/.test(method);
  const own = object.kind === 'member' ? childOf(object, 'member.property') : object;
  const on = own === null || own.end - own.start > 40 ? '' : unit.textOf(own);
  if (isIndex) return { on: 'index', ends: ENDS.test(unit.textOf(call).slice(0, MAX_TEXT)) };
  if (!ENTRY_OBJECT.test(on) || /^(?:client|collection)$/i.test(on)) return null;
  const rest = childrenOf(call, 'call.argument').slice(1);
  if (rest.length === 0) return null;
  const options = rest
    .slice(1)
    .map((each) => unit.textOf(each).slice(0, 120))
    .join(', ');
  return { on: splitWords(on).join('-'), ends: /^(?:setex|psetex|SetEX)$/.test(method) || ENDS.test(options) };
}

function site(node: SyntaxNode, kind: 'store' | 'entry', use: string, why: string): Site {
  return {
    kind: 'data.protection',
    action: 'retain',
    resource: { kind, value: known(use), norm: use },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [why],
    qualifiers: { use },
    detail: {},
  };
}
