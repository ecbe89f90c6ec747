import type { ReadTree } from '../model/language.ts';
import { insideQuotes, readColumns } from '../text/sql-columns.ts';
import { sqlStatements } from '../text/sql-statements.ts';
import type { SqlToken } from '../text/sql-tokens.ts';
import { createTreeBuilder } from '../text/tree-builder.ts';
import { defineLanguage } from './define.ts';

/** UTF-16 units: a dump of a database is no migration. */
const MAX_LENGTH = 4_000_000;

export const sql = defineLanguage({
  id: 'sql',
  title: 'SQL',
  grammar: '',
  inherits: [],
  extensions: ['.sql', '.pgsql', '.psql', '.ddl', '.plsql', '.pls', '.pks', '.pkb', '.tsql'],
  fileNames: [],
  readString: (raw) => raw.replace(/^'([\s\S]*)'$/, '$1').replaceAll("''", "'"),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: readStatements,
});

/**
 * A call for each statement; one that declares columns is a class with fields. What is given as a password is an entry, as it
 * would be in a configuration.
 */
function readStatements(text: string): ReadTree {
  if (text.length > MAX_LENGTH)
    return {
      kind: 'not-parsed',
      reason: 'too-large',
      message: `The text has ${text.length} characters; up to ${MAX_LENGTH} are read.`,
    };
  const { open, close, leaf, nodes } = createTreeBuilder(text.length);
  for (const { tokens, start, end, isWayBack } of sqlStatements(text)) {
    const table = isWayBack ? null : readColumns(tokens);
    open(table === null ? 'call' : 'class', null, start);
    if (table !== null) {
      leaf('name', 'class.name', table.start, table.end);
      for (const { name, type, end: columnEnd } of table.columns) {
        open('field', null, insideQuotes(name).start);
        leaf('property', 'field.name', insideQuotes(name).start, insideQuotes(name).end);
        if (type !== null) leaf('type', 'field.type', type.start, type.end);
        close(columnEnd);
      }
    }
    for (const [at, token] of tokens.entries()) {
      const key = token.kind === 'text' ? passwordKey(tokens, at) : null;
      if (key === null) continue;
      open('entry', null, key.start);
      leaf('name', 'entry.key', key.start, key.end);
      leaf('string', 'entry.value', token.start, token.end);
      close(token.end);
    }
    close(end);
  }
  return { kind: 'tree', nodes, errors: [] };
}

/** `PASSWORD '…'`, `PASSWORD = '…'`, `IDENTIFIED BY '…'`, `IDENTIFIED WITH plugin BY '…'`: the words before the literal. */
function passwordKey(tokens: readonly SqlToken[], at: number): { readonly start: number; readonly end: number } | null {
  const last = at - (tokens[at - 1]?.text === '=' ? 2 : 1);
  const word = tokens[last];
  if (word?.kind !== 'word') return null;
  if (/^PASSWORD$/i.test(word.text)) return word;
  if (!/^BY$/i.test(word.text)) return null;
  const first = tokens.slice(Math.max(0, last - 3), last).find(({ text }) => /^IDENTIFIED$/i.test(text));
  return first === undefined ? null : { start: first.start, end: word.end };
}
