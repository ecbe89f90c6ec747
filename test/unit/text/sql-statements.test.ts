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

  it('take a word alone on its line for what the shell is told', () => {
    const copy = "COPY t FROM '/x.csv'\nDELIMITER ',' CSV HEADER;\nGRANT a TO b;";
    expect(read(copy)).toEqual(['COPY t FROM /x.csv DELIMITER , CSV HEADER', 'GRANT a TO b']);
    expect(read("COPY t FROM '/x' WITH\nDELIMITER AS '|';\nSELECT 'a\\';\nGRANT a TO b;")).toHaveLength(3);
    expect(read('delimiter $$\nSELECT 1$$\ndelimiter ;\nSELECT 2;')).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it('go on behind lines of a literal', () => {
    const grant = 'GRANT ALL ON users TO public';
    const behind = (literal: string): string | undefined => read(`${literal};\n${grant};\n\\.\n`)[1];
    expect(behind("COMMENT ON TABLE t IS 'see\nCOPY t FROM stdin;\n'")).toBe('GRANT ALL ON users TO public');
    expect(behind("COMMENT ON TABLE t IS 'either\n/\nit''s\nGO\nor'")).toBe('GRANT ALL ON users TO public');
    expect(behind("SELECT E'it\\'s\nDELIMITER //\n'")).toBe('GRANT ALL ON users TO public');
    expect(read(`COPY t FROM stdin;\n${grant};`)).toEqual(['COPY t FROM stdin', grant]);
  });

  it('are told from apostrophes and quotes that nothing closes', () => {
    const rows = 'COPY t FROM stdin;\nGRANT a TO b;\n\\.\nSELECT 1;';
    for (const line of [
      "-- don't",
      "# don't",
      "/* don't */",
      'SELECT "don\'t";',
      "SELECT `don't`;",
      "don't;",
      "SELECT q'[it's]';",
    ])
      expect(read(`${line}\n${rows}`).slice(-2), line).toEqual(['COPY t FROM stdin', 'SELECT 1']);
    expect(read("SELECT 'open;\nDELIMITER //\nSELECT 1//")).toContain('SELECT 1');
  });

  it('hold what is put in, and operators that look like it', () => {
    const trigrams = "SELECT 1 WHERE 'x' <% n; GRANT ALL ON users TO public; SELECT 1 WHERE n %> 'x'";
    expect(read(trigrams)).toHaveLength(3);
    expect(read("SELECT 'x' <% n\n;GRANT a TO b; SELECT n %> 'x'")).toHaveLength(3);
    expect(read('SELECT <%= name %> FROM ${t} WHERE $(c); SELECT {{ a;\nb }}')).toEqual([
      'SELECT <%= name %> FROM ${t} WHERE $(c)',
      'SELECT {{ a;\nb }}',
    ]);
    expect(read(`${"SELECT 'x' <% n;\n".repeat(30)}SELECT 'a;b';`)).toHaveLength(31);
    expect(read(`${'SELECT {{ n;\n'.repeat(30)}SELECT 'a;b';`)).toHaveLength(31);
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
    ['short holes', '${<%$('.repeat(100_000)],
    ['blanks', `GO${' '.repeat(1_000_000)}x`],
    ['lines of blanks', `${' '.repeat(1_000)}\n`.repeat(1_000)],
    ['words of COPY', `COPY ${'FROM stdin '.repeat(100_000)}`],
    ['ends of rows', '\\.'.repeat(500_000)],
    ['lines of literals', "'\n".repeat(300_001)],
    ['lines of words', "a\n''".repeat(300_000)],
    ['blocks', 'CREATE FUNCTION f() BEGIN '.repeat(20_000)],
  ])('are read in time that grows with the text: %s', (_, text) => {
    expect(sqlStatements(text).length).toBeLessThan(text.length);
  });
});
