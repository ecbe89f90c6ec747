import { expect, test } from 'vitest';
import { isSql, readSql, readStatement } from '../../../server/src/core/facts/sql/acts.ts';
import { sqlStatements } from '../../../server/src/core/text/sql-statements.ts';

const say = (text: string): string[] =>
  readSql(text).map(
    ({ action, table, verb, isAll }) => `${verb ?? action} ${table}${isAll === true ? ' (every row)' : ''}`,
  );

test.each([
  [
    'SELECT a FROM t1, "T2" x JOIN s.t3 ON true WHERE a IN (SELECT b FROM t4)',
    ['select t1', 'select T2', 'select s.t3', 'select t4'],
  ],
  ['SELECT 1 FROM a AS x, b y, c.d z, e WHERE f', ['select a', 'select b', 'select c.d', 'select e']],
  ["SELECT EXTRACT(day FROM at) FROM logs WHERE note = 'DELETE FROM x'", ['select logs']],
  ['WITH r AS (SELECT id FROM a) SELECT * FROM r', ['select a']],
  ['INSERT INTO public.users (id) SELECT id FROM old', ['insert users', 'select old']],
  ['INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1', ['insert t']],
  ['UPDATE t SET a = 1', ['update t (every row)']],
  ['UPDATE t SET a = (SELECT b FROM c WHERE c.id = 1)', ['update t (every row)', 'select c']],
  ['UPDATE t SET a = * WHERE id = *', ['update t']],
  ['DELETE FROM t WHERE 1=1', ['delete t (every row)']],
  ['DELETE FROM t USING u WHERE t.id = u.id', ['delete t']],
  ['DELETE FROM t *', ['delete t']],
  ['DELETE FROM * WHERE id = $1', ['delete *']],
  ['TRUNCATE TABLE t', ['delete t (every row)']],
  ['ALTER TABLE t DROP COLUMN a', ['drop-column t']],
  ['ALTER TABLE t ADD COLUMN a int', ['alter t']],
  ['CREATE OR REPLACE VIEW v AS SELECT a FROM t', ['create v', 'select t']],
  ['CREATE UNIQUE INDEX i ON t (a)', []],
  ['CREATE TEMP TABLE x (a int)', []],
  ['GRANT SELECT, INSERT ON t TO u', ['grant t']],
  ['ALTER ROLE app SUPERUSER', ['grant app']],
  ['/* a; b */ DELETE FROM a; -- DROP TABLE x\nDROP TABLE b;', ['delete a (every row)', 'drop b']],
])('%s', (text, acts) => expect(say(text)).toEqual(acts));

test.each(['Delete from cart', 'Update your profile', 'select one', 'with love', 'selection from', 'Drop table'])(
  'no SQL: %s',
  (text) => expect(isSql(text) && readSql(text).length > 0).toBe(false),
);

test('an endless text is read in time that grows with its length', () => {
  expect(readSql(`SELECT ${'('.repeat(40_000)}`)).toEqual([]);
  expect(readSql(`DELETE FROM t WHERE ${"'".repeat(40_001)}`)).toHaveLength(1);
});

test.each([
  ['FROM ', 20_000],
  ['FROM a,', 10_000],
  ['FROM.', 20_000],
  ['JOIN a b,', 10_000],
  ['AS DELETE FROM t ', 10_000],
  ['AS DELETE FROM t WHERE ', 10_000],
  ['AS UPDATE t SET a ', 10_000],
  ['AS ALTER TABLE t ', 10_000],
])('a statement without end: %s', (text, count) => {
  expect(readStatement(sqlStatements(`SELECT ${text.repeat(count)}`)[0]!.tokens).length).toBeLessThanOrEqual(count);
});
