import type { SyntaxNode } from '../../model/syntax.ts';
import { DATABASE_CLIENT, sqlMethods } from '../apis/database-calls.ts';
import { calledName } from '../call-chain.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { isSql, readSql, type SqlAct } from '../sql-text.ts';
import { known } from '../to-fact.ts';
import { unknown, type Value } from '../value.ts';

/** What SQL in code does to which table. */
export const databaseSql = defineExtractor({
  id: 'database-sql',
  kinds: ['permission.database'],
  languages: 'code',
  *extract(reading) {
    for (const kind of ['call', 'new'] as const) {
      for (const call of reading.unit.ofKind(kind)) {
        if (!sqlMethods.has(calledName(reading, call))) continue;
        const text = sqlOf(reading, call);
        if (text === null || !isSql(text)) continue;
        const path = reading.resolver.calleeOf(call);
        for (const act of readSql(text)) yield toSite(call, act, path !== null && DATABASE_CLIENT.test(path));
      }
    }
  },
});

/** The text among the first three arguments: `query('…')`, `query({ text: '…' })`, `read_sql('…', engine)`, tagged templates. */
function sqlOf({ resolver }: Reading, call: SyntaxNode): string | null {
  for (const argument of resolver.argumentsOf(call).slice(0, 3)) {
    const text = textIn(argument.value(), resolver);
    if (text !== null && isSql(text)) return text;
  }
  return null;
}

function textIn(value: Value, resolver: Reading['resolver']): string | null {
  switch (value.kind) {
    case 'text':
    case 'partial':
      return value.text;
    case 'list':
      return value.items[0] === undefined ? null : textIn(value.items[0], resolver);
    case 'object': {
      const text = ['text', 'sql', 'query'].map((key) => resolver.memberOf(value, key, value.node));
      const found = text.find((each) => each.kind === 'text' || each.kind === 'partial');
      return found === undefined ? null : textIn(found, resolver);
    }
    default:
      return null;
  }
}

function toSite(call: SyntaxNode, act: SqlAct, isKnown: boolean): Site {
  const isOpen = act.table.includes('*');
  return {
    kind: 'permission.database',
    action: act.action,
    resource: { kind: 'table', value: isOpen ? unknown : known(act.table) },
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier: isKnown ? 'resolved' : 'pattern',
    why: [
      `The SQL text does \`${act.verb ?? act.action}\` on ${isOpen ? 'a table put in at run time' : `\`${act.table}\``}${act.isAll === true ? ', without a condition' : ''}.`,
      ...(isKnown ? [] : ['That it is sent to a database is told by the name of the call.']),
    ],
    qualifiers: {
      ...(act.verb === undefined ? {} : { verb: act.verb }),
      ...(act.isAll === true ? { rows: 'all' } : {}),
    },
  };
}
