import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRights } from '../../../server/src/core/facts/sql/rights.ts';
import { sqlStatements } from '../../../server/src/core/text/sql-statements.ts';
import { factsOf } from './facts-of.ts';

const WORDS =
  `GRANT REVOKE DENY ALTER DEFAULT PRIVILEGES IN SCHEMA CREATE OR REPLACE DROP ROLE USER LOGIN POLICY ON TO FROM FOR USING WITH
   CHECK OPTION ADMIN TABLE TABLES ALL FUNCTION SECURITY DEFINER ENABLE DISABLE FORCE NO ROW LEVEL MEMBER ADD OWNER EXEC DO COPY
   PROGRAM EXECUTE SELECT BEGIN END IF CASE IDENTIFIED BY PASSWORD AS RESTRICTIVE EXTENSION a "b" 'c' [d] \`e\` $$x$$ , ; ( ) . * @ :
   :: :"f" {{g}} {%h%} \${i} -- /* */ # GO DELIMITER // \n`
    .split(/ +|\n\s+/)
    .filter((word) => word !== '');

describe('rights of SQL', () => {
  it('are read from whatever words stand there', () => {
    const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, (sql) => {
        for (const { start, end, on } of readRights(sqlStatements(sql)).rights) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(sql.length);
          expect(on).not.toBe('');
        }
      }),
      { numRuns: 3_000, seed: 1 },
    );
  });

  it('end at a bound, however many a statement gives', () => {
    const names = Array.from({ length: 2_000 }, (_, at) => `t${at}`).join(', ');
    expect(readRights(sqlStatements(`GRANT SELECT, INSERT ON ${names} TO ${names}`)).rights.length).toBeLessThanOrEqual(
      600,
    );
  });

  it('leave room for what asks for something, however much is harmless', () => {
    const many = (name: string, count: number): string =>
      Array.from({ length: count }, (_, at) => `${name}${at}`).join(', ');
    const usage = `GRANT USAGE ON SCHEMA ${many('s', 24)} TO ${many('r', 25)};\n`.repeat(9).split('\n');
    const other = usage.map((line, at) => line.replaceAll(/\br(\d+)/g, `r${at}_$1`)).join('\n');
    const refused = Array.from({ length: 20 }, (_, at) => `REVOKE ALL ON t${at} FROM ${many('r', 500)};`).join('\n');
    expect(heldOf(`${other}${refused}GRANT ALL ON users TO anon;`)).toContain('ALL on users to anon: Write');
    expect(heldOf(`GRANT ALL ON t TO ${many('a', 600)}, public;`)).toContain('ALL on t to public: Write');
    expect(heldOf(`GRANT USAGE, CREATE ON SCHEMA app TO ${many('r', 600)};`)).toContain(
      'CREATE on schema app to r599: Write',
    );
  });

  it('say where there were more', () => {
    const isCut = (sql: string): boolean => readRights(sqlStatements(sql)).isCut;
    const many = Array.from({ length: 700 }, (_, at) => `r${at}`).join(', ');
    const lines = (count: number, right: string): string =>
      Array.from({ length: count }, (_, at) => `GRANT ${right} ON t${at} TO a;`).join('\n');
    expect(isCut(`GRANT SELECT ON t TO ${many}`)).toBe(true);
    expect(isCut(`GRANT USAGE ON SCHEMA s TO ${many}; REVOKE ALL ON t FROM ${many}`)).toBe(false);
    expect(isCut(lines(5_001, 'SELECT'))).toBe(true);
    expect(isCut(lines(5_000, 'SELECT'))).toBe(false);
    expect(isCut(lines(5_001, 'USAGE'))).toBe(false);
  });

  it('are told of a file as far as they are read, and the file as not read whole', async () => {
    const many = Array.from({ length: 700 }, (_, at) => `r${at}`).join(', ');
    const { facts, failures } = await factsOf('a.sql', `GRANT SELECT ON t TO ${many}, public;\n`);
    expect(failures.map(({ message }) => message)).toEqual([expect.stringContaining('More rights')]);
    expect(facts.map(({ qualifiers }) => qualifiers?.['principal'])).toContain('public');
    const brackets = await factsOf('b.sql', `GRANT SELECT ON "${'('.repeat(500_000)}x\n" TO app;\n`);
    expect(brackets.failures).toEqual([]);
  });

  it('go when they are taken or dropped, even past the bound', () => {
    const lines = Array.from({ length: 6_000 }, (_, at) => `GRANT ALL ON t${at} TO a;`).join('\n');
    const held = heldOf(`${lines}\nREVOKE ALL ON t1 FROM a; DROP TABLE t2, t3 CASCADE; DROP ROLE b, c;`);
    expect(held).toContain('ALL on t4 to a: Write');
    expect(held.filter((right) => /^ALL on t[123] /.test(right))).toEqual([]);
    expect(heldOf('GRANT ALL ON t TO a, b, c; DROP ROLE a, b;')).toEqual(['ALL on t to c: Write']);
    expect(heldOf('ALTER FUNCTION f(int) OWNER TO a; ALTER FUNCTION g() OWNER TO a; DROP TABLE f, g;')).toEqual([]);
  });

  it('are read in time that grows with the text', () => {
    const all = 'REVOKE ALL ON t FROM a;\nGRANT ALL ON t TO a;\n'.repeat(10_000);
    expect(heldOf(all)).toEqual(['ALL on t to a: Write']);
    const privileges = Array.from({ length: 600 }, (_, at) => `p${at}`).join(', ');
    const options = 'REVOKE GRANT OPTION FOR ALL ON t FROM a;\n'.repeat(10_000);
    expect(heldOf(`GRANT ${privileges} ON t TO a WITH GRANT OPTION;\n${options}`)).toHaveLength(600);
    const policies = Array.from({ length: 10_000 }, (_, at) => `CREATE POLICY p${at} ON t USING (true);`).join('\n');
    expect(heldOf(policies)).toHaveLength(5_000);
    expect(
      heldOf(`GRANT ALL ON t TO a;${Array.from({ length: 5_000 }, (_, at) => `REVOKE p${at} ON t FROM a;`).join('')}`),
    ).toHaveLength(1);
  });

  it('keep the option to pass them on until it is taken', () => {
    expect(heldOf('GRANT SELECT ON t TO a WITH GRANT OPTION; GRANT SELECT ON t TO a;')).toEqual([
      'SELECT on t to a: Permissions management',
    ]);
    expect(heldOf('GRANT SELECT ON t TO a WITH GRANT OPTION; REVOKE GRANT OPTION FOR SELECT ON t FROM a;')).toEqual([
      'SELECT on t to a: Read',
    ]);
    expect(heldOf('GRANT r TO a WITH ADMIN OPTION; REVOKE ADMIN OPTION FOR r FROM a;')).toEqual([
      'member on r to a: Write',
    ]);
    expect(
      heldOf('GRANT SELECT ON t TO a WITH GRANT OPTION; REVOKE SELECT ON t FROM a; GRANT SELECT ON t TO a;'),
    ).toEqual(['SELECT on t to a: Read']);
  });

  it('know which names are roles', () => {
    expect(heldOf('ALTER USER app DEFAULT ROLE NONE; ALTER USER app DEFAULT ROLE ALL EXCEPT dba;')).toEqual([]);
    expect(heldOf('ALTER USER app DEFAULT ROLE reader;')).toEqual(['member on reader to app: Write']);
    expect(heldOf('GRANT SELECT ON t TO @role')).toEqual(['SELECT on t to @role: Read']);
    expect(heldOf("GRANT SELECT ON t TO ''@'%'")).toEqual(["SELECT on t to ''@%: Read"]);
  });

  it('of functions follow what is altered later', () => {
    const create = 'CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;';
    const settingsOf = (sql: string): readonly unknown[] =>
      readRights(sqlStatements(sql)).rights.map(({ setting }) => setting);
    expect(settingsOf(create)).toEqual(['search_path of the caller']);
    expect(settingsOf(`${create} ALTER FUNCTION f() SET search_path = '';`)).toEqual(['fixed search_path']);
    expect(settingsOf(`${create} ALTER FUNCTION g() SET search_path = '';`)).toEqual(['search_path of the caller']);
    expect(settingsOf("ALTER FUNCTION f() SET search_path = '';")).toEqual([]);
    expect(
      settingsOf(`${create} ALTER FUNCTION f() SET search_path = ''; ALTER FUNCTION f() RESET search_path;`),
    ).toEqual(['search_path of the caller']);
  });
});

function heldOf(sql: string): readonly string[] {
  return readRights(sqlStatements(sql)).rights.flatMap(({ effect, action, on, to, accessLevel }) =>
    effect === 'Allow' ? [`${action} on ${on} to ${to}: ${accessLevel}`] : [],
  );
}
