import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { itemsAt, itemsOf, objectAt } from '../kubernetes/manifest.ts';
import { declared, guardsOf, MAX_DECLARED } from './declare.ts';
import { rowsCondition } from './hasura-rows.ts';
import { clausesOf } from './rule-conditions.ts';

/** Which rows may be touched, and what must hold of them behind it. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  select: ['filter'],
  insert: ['check'],
  update: ['filter', 'check'],
  delete: ['filter'],
};

/**
 * Permissions of roles on tables in Hasura's metadata: which rows, which columns. A role without one is refused.
 * @see https://hasura.io/docs/2.0/auth/authorization/permissions/ (2026-11)
 */
export const hasuraPermissions = defineRouteFinder({
  id: 'hasura-permissions',
  languages: ['yaml', 'json'],
  *find(reading) {
    if (!/_permissions["']?\s*:/.test(reading.unit.tree.text)) return;
    let count = 0;
    for (const table of tablesOf(reading)) {
      const named = objectAt(reading, table, 'table');
      const name = named === null ? null : asText(reading, valueOfKey(reading, named, 'name'));
      for (const act of Object.keys(ACTS))
        for (const each of itemsAt(reading, table, `${act}_permissions`)) {
          if ((count += 1) > MAX_DECLARED) return;
          yield* permission(reading, each, act, name ?? 'the table');
        }
    }
  },
});

/** One table a file, or a list of them. */
function tablesOf(reading: FileReading): readonly SyntaxNode[] {
  const documents = documentObjects(reading);
  const lists = reading.unit.ofKind('array').flatMap((list) => itemsOf(reading, list));
  const inner = documents.flatMap((document) =>
    itemsAt(reading, document, 'sources').flatMap((source) => itemsAt(reading, source, 'tables')),
  );
  return [...new Set([...documents, ...inner, ...lists])].filter((each) => valueOfKey(reading, each, 'table') !== null);
}

function* permission(reading: FileReading, each: SyntaxNode, act: string, table: string): Generator<Route> {
  const role = asText(reading, valueOfKey(reading, each, 'role'));
  const body = objectAt(reading, each, 'permission');
  if (role === null || body === null) return;
  const columns = asTexts(reading, valueOfKey(reading, body, 'columns')).map(({ text }) => text);
  const spot = entryOf(reading, body, 'columns') ?? each;
  const rows = ACTS[act]!.flatMap((key) => {
    const filter = asObject(reading, valueOfKey(reading, body, key));
    const at = entryOf(reading, body, key) ?? each;
    const clauses = filter === null ? [] : clausesOf(rowsCondition(reading, filter));
    return guardsOf(reading, at, clauses, 'The permission of the role limits its rows.');
  });
  yield declared({
    symbol: `${act} of ${table} as ${role}`,
    node: each,
    group: table,
    guards: [
      ...rows,
      ...(columns.length === 0 || columns.includes('*')
        ? []
        : guardsOf(reading, spot, [[{ kind: 'check', value: 'listed-columns' }]], 'Only these columns are given.')),
    ],
    as: 'operation',
  });
}
