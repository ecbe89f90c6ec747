import type { Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { sqlStatements } from '../../text/sql-statements.ts';
import { DATABASE_CLIENT } from '../apis/database-calls.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { distinctActs, objectKind, readSql, readStatement, type SqlAct } from '../sql/acts.ts';
import { sqlCalls } from '../sql/sql-calls.ts';
import { isSqlOfWayBack, sqlNodes } from '../sql/sql-files.ts';
import { known } from '../to-fact.ts';
import { unknown } from '../value.ts';

/** What SQL does to which table: in code, and in files of its own. */
export const databaseSql = defineExtractor({
  id: 'database-sql',
  kinds: ['permission.database'],
  languages: 'all',
  *extract(reading) {
    if (reading.unit.language.id === 'sql') yield* ofFile(reading);
    if (!reading.unit.language.isCode) return;
    for (const { call, text } of sqlCalls(reading)) {
      const path = reading.resolver.calleeOf(call);
      const isKnown = path !== null && DATABASE_CLIENT.test(path);
      for (const act of readSql(text)) yield toSite(call, act, isKnown ? 'resolved' : 'pattern');
    }
  },
});

/** Rights are told apart (`database-rights.ts`): who runs the file is not known, only what it gives. */
function* ofFile(reading: Reading): Generator<Site> {
  if (isSqlOfWayBack(reading.unit.path)) return;
  const nodes = sqlNodes(reading);
  const statements = sqlStatements(reading.unit.tree.text).filter(({ isWayBack }) => !isWayBack);
  const acts = statements.map(({ tokens, start }) => {
    return { start, kind: objectKind(tokens), done: distinctActs(readStatement(tokens)) };
  });
  const made = new Map<string, number>();
  for (const { start, kind, done } of acts)
    for (const act of done) if (act.verb === 'create' && kind !== 'TABLE') made.set(`${kind} ${act.table}`, start);
  for (const { start, kind, done } of acts) {
    const node = nodes.get(start);
    for (const act of node === undefined ? [] : done) {
      // What is dropped and made again is replaced; the rows of a table are gone all the same.
      const isReplaced = act.verb === 'drop' && (made.get(`${kind} ${act.table}`) ?? -1) > start;
      if (act.action !== 'grant' && !isReplaced) yield toSite(node!, act, 'proven');
    }
  }
}

function toSite(call: SyntaxNode, act: SqlAct, tier: Tier): Site {
  const isOpen = act.table.includes('*');
  return {
    kind: 'permission.database',
    action: act.action,
    resource: { kind: 'table', value: isOpen ? unknown : known(act.table) },
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier,
    why: [
      `The SQL text does \`${act.verb ?? act.action}\` on ${isOpen ? 'a table put in at run time' : `\`${act.table}\``}${act.isAll === true ? ', without a condition' : ''}.`,
      ...(tier !== 'pattern' ? [] : ['That it is sent to a database is told by the name of the call.']),
    ],
    qualifiers: {
      ...(act.verb === undefined ? {} : { verb: act.verb }),
      ...(act.isAll === true ? { rows: 'all' } : {}),
    },
  };
}
