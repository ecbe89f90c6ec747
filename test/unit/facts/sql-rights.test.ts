import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRights } from '../../../server/src/core/facts/sql/rights.ts';
import { sqlStatements } from '../../../server/src/core/text/sql-statements.ts';

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
});
