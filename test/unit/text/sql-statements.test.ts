import { describe, expect, it } from 'vitest';
import { sqlStatements } from '../../../server/src/core/text/sql-statements.ts';

function read(text: string): readonly string[] {
  return sqlStatements(text).map(({ tokens }) => tokens.map((token) => token.text).join(' '));
}

describe('statements of SQL', () => {
  it('end at their separator, not in quotes, comments, bodies or blocks', () => {
    expect(read('SELECT \';\' /* ; */ -- ;\n; SELECT $x$ ; $x$; SELECT "a;b"')).toEqual([
      'SELECT ;',
      'SELECT  ; ',
      'SELECT a;b',
    ]);
    expect(read('CREATE FUNCTION f() BEGIN ATOMIC a; IF b THEN c; END IF; END; SELECT 1')).toHaveLength(2);
    expect(read('BEGIN; GRANT a TO b; END; SELECT CASE WHEN a THEN b END; SELECT 1')).toHaveLength(5);
  });

  it('know what the shells of databases are told', () => {
    expect(read('DELIMITER //\nCREATE TRIGGER t a; b; END//\nDELIMITER ;\nSELECT 1;')).toHaveLength(2);
    expect(read("\\set x ';'\nPROMPT It's done;\nSELECT 1\n/\nSELECT 2")).toEqual(['SELECT 1', 'SELECT 2']);
    expect(read('COPY t FROM stdin;\nGRANT a TO b;\n\\.\nSELECT 1;')).toEqual(['COPY t FROM stdin', 'SELECT 1']);
    expect(read('GRANT a TO b\nGRANT c TO d\nGO\nSELECT 1')).toHaveLength(3);
  });

  it('are not lost behind one that never ends', () => {
    expect(read("SELECT 'open;\nGRANT a TO b;")).toEqual(['SELECT open;', 'GRANT a TO b']);
    expect(read('CREATE FUNCTION f() BEGIN a; GRANT a TO b;')).toHaveLength(2);
    expect(read('SELECT (((; GRANT a TO b')).toHaveLength(2);
  });

  it('keep their offsets', () => {
    const text = '-- a\nDELIMITER $$\nSELECT 1$$\n  GRANT a TO b$$';
    expect(sqlStatements(text).map(({ start, end }) => text.slice(start, end))).toEqual(['SELECT 1', 'GRANT a TO b']);
  });

  it.each([
    ['quotes', "'".repeat(300_001)],
    ['escaped quotes', `\`a\`${"'\\'\n".repeat(100_000)}`],
    ['dollar tags', Array.from({ length: 60_000 }, (_, at) => `$a${at}$ `).join('')],
    ['holes', '{{ '.repeat(100_000)],
    ['comments', '/*'.repeat(150_000)],
    ['brackets', '[a'.repeat(150_000)],
    ['parentheses', '('.repeat(300_000)],
    ['dollars', '$a'.repeat(150_000)],
    ['lines of data', 'COPY x FROM stdin;\n'.repeat(20_000)],
    ['blocks', 'CREATE FUNCTION f() BEGIN '.repeat(20_000)],
  ])('are read in time that grows with the text: %s', (_, text) => {
    expect(sqlStatements(text).length).toBeLessThan(text.length);
  });
});
