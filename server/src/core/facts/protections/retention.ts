import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { splitWords, toSingular } from '../../text/words.ts';
import type { Reading, Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { lastName } from './use.ts';

/** Deletes rows, whatever the mapper calls it. */
const DELETES =
  /^(?:delete|deleteMany|delete_many|delete_all|deleteAll|destroy|destroy_all|destroyAll|remove|removeMany|purge|ExecuteDelete|ExecuteDeleteAsync|Delete|Unscoped|exec|Exec|ExecContext|query|execute|raw|update)$/;
/** Only what is older than a time is asked for. */
const AGE =
  /\b(?:created|updated|inserted|logged|sent|expires|expired|occurred|last_?seen|timestamp|date|closed|deleted)\w*(?:__lte?\b|['"`\])]?\s*(?:[:=]>?\s*\{?\s*(?:\[?Op\.)?\$?lte?\b|,?\s*['"`]?<=?|\.\.\.?))|\b(?:lt|lte|before|older_than|olderThan)\b[^;]{0,60}\b(?:cutoff|threshold|retention|days|ago|expir|limit)|\.\.\s*\w*\.?(?:days|months|weeks|years)?\.?(?:ago|cutoff)\b/i;
const SQL_DELETE = /^[rfb]*["'`]{1,3}\s*delete\s+from\s+["`[]?(\w+)[\s\S]*\bwhere\b[\s\S]*<=?/i;
const MAX_TEXT = 600;

/** Rows that are deleted when they are old. */
export function* retention(reading: Reading): Generator<Site> {
  for (const node of reading.unit.ofKind('call')) {
    const owner = deletedWhenOld(reading, node);
    if (owner === null) continue;
    const use = `expiry-of:${owner}`;
    yield {
      kind: 'data.protection',
      action: 'retain',
      resource: { kind: 'store', value: known(use), norm: use },
      node,
      evidence: [{ node, role: 'guard' }],
      tier: 'pattern',
      why: [`Old rows of ${owner} are deleted.`],
      qualifiers: { use },
      detail: {},
    };
  }
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
