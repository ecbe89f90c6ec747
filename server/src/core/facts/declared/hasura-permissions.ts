import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { itemsAt, itemsOf, objectAt } from '../kubernetes/manifest.ts';
import { declared, guardsOf } from './declare.ts';

const ACTS = ['select', 'insert', 'update', 'delete'] as const;

/**
 * Permissions of roles on tables in Hasura's metadata: which rows, which columns. A role without one is refused.
 * @see https://hasura.io/docs/2.0/auth/authorization/permissions/ (2026-11)
 */
export const hasuraPermissions = defineRouteFinder({
  id: 'hasura-permissions',
  languages: ['yaml', 'json'],
  *find(reading) {
    if (!/_permissions["']?\s*:/.test(reading.unit.tree.text)) return;
    for (const table of tablesOf(reading)) {
      const named = objectAt(reading, table, 'table');
      const name = named === null ? null : asText(reading, valueOfKey(reading, named, 'name'));
      for (const act of ACTS)
        for (const each of itemsAt(reading, table, `${act}_permissions`))
          yield* permission(reading, each, act, name ?? 'the table');
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
  const key = act === 'insert' ? 'check' : 'filter';
  const filter = asObject(reading, valueOfKey(reading, body, key));
  const at = entryOf(reading, body, key) ?? each;
  const asked = filter === null || filter.children.length === 0 ? [] : [[rowsAsked(reading, filter)]];
  const columns = asTexts(reading, valueOfKey(reading, body, 'columns')).map(({ text }) => text);
  const spot = entryOf(reading, body, 'columns') ?? each;
  yield declared({
    symbol: `${act} of ${table} as ${role}`,
    node: at,
    group: table,
    guards: [
      ...guardsOf(reading, at, asked, 'The permission of the role limits its rows.'),
      ...(columns.length === 0 || columns.includes('*')
        ? []
        : guardsOf(reading, spot, [[{ kind: 'check', value: 'listed-columns' }]], 'Only these columns are given.')),
    ],
    as: 'part',
  });
}

function rowsAsked({ unit }: FileReading, filter: SyntaxNode): Alternative {
  const text = unit.textOf(filter);
  const variable = /x-hasura-[\w-]+/i.exec(text)?.[0].toLowerCase();
  if (variable === undefined)
    return {
      kind: 'check',
      value: text
        .replace(/[\s"'{}]+/g, ' ')
        .trim()
        .slice(0, 120),
    };
  return { kind: 'owner', value: /org|tenant|team|company/.test(variable) ? 'tenant' : 'owner' };
}
