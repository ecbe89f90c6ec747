import type { SqlToken } from './sql-tokens.ts';

export interface SqlTable {
  /** Of its name, without a schema that need not be written. */
  readonly start: number;
  readonly end: number;
  readonly columns: readonly SqlColumn[];
}

export interface SqlColumn {
  readonly name: SqlToken;
  readonly type: SqlToken | null;
  readonly end: number;
}

/** Columns of one table: more than these are no table that people made. */
const MAX_COLUMNS = 1_000;

/** The columns that a CREATE TABLE or an ALTER TABLE … ADD declares; null when it declares none. */
export function readColumns(tokens: readonly SqlToken[]): SqlTable | null {
  const verb = keyword(tokens[0]);
  if (verb !== 'CREATE' && verb !== 'ALTER') return null;
  let at = 1;
  while (/^(?:GLOBAL|LOCAL|UNLOGGED|EXTERNAL|FOREIGN|OR|REPLACE|TRANSIENT)$/.test(keyword(tokens[at]))) at += 1;
  // A temporary table is gone with the connection.
  if (keyword(tokens[at]) !== 'TABLE') return null;
  at += 1;
  while (/^(?:IF|NOT|EXISTS|ONLY)$/.test(keyword(tokens[at])) && tokens[at + 1]?.text !== '.') at += 1;
  const parts: SqlToken[] = [];
  while (tokens[at]?.kind === 'word' || tokens[at]?.kind === 'name') {
    parts.push(tokens[at]!);
    at += 1;
    if (tokens[at]?.text !== '.') break;
    at += 1;
  }
  if (parts.length > 1 && /^(?:public|dbo|main)$/i.test(parts[0]!.text)) parts.shift();
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return null;
  const columns = verb === 'CREATE' ? created(tokens.slice(at)) : added(tokens.slice(at));
  if (columns.length === 0) return null;
  const [start, end] =
    parts.length === 1 ? [insideQuotes(first).start, insideQuotes(last).end] : [first.start, last.end];
  return { start, end, columns };
}

/** Where the name itself stands. */
export function insideQuotes({ kind, text, start, end }: SqlToken): { readonly start: number; readonly end: number } {
  return kind === 'name' && end - start === text.length + 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** `(id int, email text, PRIMARY KEY (id))`. */
function created(tokens: readonly SqlToken[]): readonly SqlColumn[] {
  return tokens[0]?.text === '(' && tokens[0].kind === 'sign' ? parts(tokens.slice(1)).flatMap(toColumn) : [];
}

/** `ADD COLUMN email text, ADD phone text`, `ADD (email varchar2(20), phone varchar2(20))`. */
function added(tokens: readonly SqlToken[]): readonly SqlColumn[] {
  return parts(tokens).flatMap((part) => {
    if (keyword(part[0]) !== 'ADD') return [];
    let at = 1;
    while (/^(?:COLUMN|IF|NOT|EXISTS)$/.test(keyword(part[at]))) at += 1;
    return part[at]?.text === '(' ? created(part.slice(at)) : toColumn(part.slice(at));
  });
}

/** Between commas that stand in no brackets, up to the bracket that closes them all. */
function parts(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const found: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const sign = token.kind === 'sign' ? token.text : '';
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0 || found.length > MAX_COLUMNS) break;
    if (sign === ',' && depth === 0) found.push([]);
    else found[found.length - 1]!.push(token);
  }
  return found;
}

const NO_COLUMN =
  /^(?:CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK|KEY|INDEX|EXCLUDE|LIKE|FULLTEXT|SPATIAL|PERIOD|PARTITION|VALUE)$/;

function toColumn(part: readonly SqlToken[]): readonly SqlColumn[] {
  const [name, type] = part;
  const last = part.at(-1);
  if (name === undefined || last === undefined || type === undefined || NO_COLUMN.test(keyword(name))) return [];
  if ((name.kind !== 'word' && name.kind !== 'name') || type.kind === 'sign' || type.kind === 'text') return [];
  return [{ name, type, end: last.end }];
}

function keyword(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}
