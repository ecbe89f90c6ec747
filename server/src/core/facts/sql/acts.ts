import { sqlStatements } from '../../text/sql-statements.ts';
import type { SqlToken } from '../../text/sql-tokens.ts';

/** What one SQL statement does to one table. */
export interface SqlAct {
  readonly action: 'select' | 'insert' | 'update' | 'delete' | 'ddl' | 'grant';
  /** As written, without quotes; `*` where it is put in at run time. */
  readonly table: string;
  /** Of ddl: `create`, `alter`, `drop`, `drop-column`. */
  readonly verb?: string;
  /** It changes or removes every row. */
  readonly isAll?: boolean;
}

const BEGINS =
  /^[\s(]*(WITH|SELECT|INSERT|REPLACE|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|ALTER|DROP|GRANT|EXPLAIN|BEGIN|COMMIT|ROLLBACK|SET|PRAGMA|CALL|EXEC|LOCK|REVOKE|DENY(?=\s[^']{1,200}\bTO\b)|DO(?=\s+(?:LANGUAGE\s+\w+\s+)?\$)|COPY(?=\s[^']{1,400}\b(?:FROM|TO)\s+(?:PROGRAM\b|')))\b/i;
const GOES_ON =
  /\b(?:FROM|INTO|SET|TABLE|VIEW|INDEX|SCHEMA|DATABASE|ROLE|USER|FUNCTION|TRIGGER|POLICY|SEQUENCE|TYPE|EXTENSION|USING|ON)\b|^SELECT\b|^TRUNCATE\b|^\s*WITH\b|^(?:GRANT|DENY)\b[^']*\bTO\b|^(?:DO|COPY)\b|\bxp_cmdshell\b/i;
const MAX_LENGTH = 50_000;

/** A text that begins as SQL does and goes on as it must. "Delete from cart" is a label: nobody writes a keyword so. */
export function isSql(text: string): boolean {
  const trimmed = text.replace(/^(?:\s|--[^\n]*\n|\/\*.*?\*\/)+/s, '');
  const first = BEGINS.exec(trimmed)?.[1];
  if (first === undefined || (first !== first.toUpperCase() && first !== first.toLowerCase())) return false;
  return GOES_ON.test(trimmed);
}

/** Statements of a text, one act a table; unknown pieces are `*`. Reads what it knows and passes over the rest. */
export function readSql(text: string): readonly SqlAct[] {
  return distinctActs(sqlStatements(text.slice(0, MAX_LENGTH)).flatMap(({ tokens }) => readStatement(tokens)));
}

export function distinctActs(acts: readonly SqlAct[]): readonly SqlAct[] {
  const seen = new Set<string>();
  return acts.filter((act) => {
    const key = JSON.stringify(act);
    return !seen.has(key) && seen.add(key);
  });
}

/** As a keyword: what is quoted is none. */
const upper = (token: SqlToken | undefined): string =>
  token === undefined || token.kind === 'sign'
    ? (token?.text ?? '')
    : token.kind === 'word'
      ? token.text.toUpperCase()
      : `'${token.text}'`;

/** What one statement does. */
export function readStatement(tokens: readonly SqlToken[]): readonly SqlAct[] {
  const acts: SqlAct[] = [];
  const local = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const word = tokens[at]!.kind === 'word' ? upper(tokens[at]) : '';
    // `WITH recent AS (…)`: a name of this statement, no table.
    if (upper(tokens[at + 1]) === 'AS' && /^\(|^(?:NOT|MATERIALIZED)$/.test(upper(tokens[at + 2])) && word !== '')
      local.add(tokens[at]!.text.toLowerCase());
    const isFirst =
      at === 0 || /^[(]$|^(?:AS|EXPLAIN|ANALYZE)$/.test(upper(tokens[at - 1])) || tokens[at - 1]!.text === ')';
    const act = isFirst ? readVerb(tokens, at, word) : null;
    if (act !== null) acts.push(...act);
    else if (word === 'FROM' || word === 'JOIN') acts.push(...readSources(tokens, at));
  }
  return acts.filter((act) => act.action !== 'select' || !local.has(act.table.toLowerCase()));
}

function readVerb(tokens: readonly SqlToken[], at: number, word: string): readonly SqlAct[] | null {
  switch (word) {
    case 'INSERT':
    case 'REPLACE':
    case 'MERGE': {
      const into = find(tokens, at, /^INTO$/, 4);
      if (into < 0) return null;
      const table = nameAt(tokens, into + 1);
      return [{ action: 'insert', table }, ...(word === 'INSERT' ? [] : [{ action: 'update' as const, table }])];
    }
    case 'UPDATE': {
      const start = skip(tokens, at + 1, /^(?:ONLY|LOW_PRIORITY|IGNORE|OR|ROLLBACK|ABORT|FAIL)$/);
      if (find(tokens, start, /^SET$/, 12) < 0) return null;
      return [{ action: 'update', table: nameAt(tokens, start), ...allRows(tokens, start) }];
    }
    case 'DELETE': {
      const from = find(tokens, at, /^FROM$/, 6);
      const start = skip(tokens, from < 0 ? at + 1 : from + 1, /^ONLY$/);
      return [{ action: 'delete', table: nameAt(tokens, start), ...allRows(tokens, start) }];
    }
    case 'TRUNCATE': {
      const start = skip(tokens, at + 1, /^(?:TABLE|ONLY)$/);
      return [{ action: 'delete', table: nameAt(tokens, start), isAll: true }];
    }
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
      return readStructure(tokens, at, word);
    case 'GRANT': {
      const on = find(tokens, at, /^ON$/, 60);
      const to = find(tokens, at, /^TO$/, 80);
      const start = skip(
        tokens,
        on < 0 ? at + 1 : on + 1,
        /^(?:TABLE|SCHEMA|DATABASE|SEQUENCE|FUNCTION|ALL|TABLES|IN)$/,
      );
      return to < 0 ? null : [{ action: 'grant', table: nameAt(tokens, start) }];
    }
    default:
      return null;
  }
}

const OBJECTS =
  /^(?:TABLE|VIEW|SCHEMA|DATABASE|FUNCTION|PROCEDURE|TRIGGER|POLICY|SEQUENCE|TYPE|DOMAIN|EXTENSION|COLUMN|ROLE|USER|INDEX|KEYSPACE|COLLECTION)$/;

/** `CREATE OR REPLACE MATERIALIZED VIEW`. */
const KINDS_OF_OBJECT =
  /^(?:OR|REPLACE|TEMP|TEMPORARY|UNIQUE|MATERIALIZED|GLOBAL|LOCAL|UNLOGGED|EXTERNAL|FOREIGN|VIRTUAL|RECURSIVE|CONSTRAINT|CONCURRENTLY|FULLTEXT)$/;

/** `TABLE`, `FUNCTION`: what a statement creates, changes or drops; the empty string for all else. */
export function objectKind(tokens: readonly SqlToken[]): string {
  if (!/^(?:CREATE|ALTER|DROP)$/.test(upper(tokens[0]))) return '';
  const kind = upper(tokens[skip(tokens, 1, KINDS_OF_OBJECT)]);
  return OBJECTS.test(kind) ? kind : '';
}

function readStructure(tokens: readonly SqlToken[], at: number, word: string): readonly SqlAct[] | null {
  const object = skip(tokens, at + 1, KINDS_OF_OBJECT);
  if (!OBJECTS.test(upper(tokens[object]))) return null;
  const what = upper(tokens[object]);
  const isTemporary = tokens.slice(at + 1, object).some((token) => /^TEMP(?:ORARY)?$/.test(upper(token)));
  // Who sees which rows is told apart (`rights.ts`).
  if (what === 'POLICY') return [];
  // An index changes how fast, and a temporary table is gone with the connection.
  if (what === 'INDEX' || isTemporary) return [];
  const table = nameAt(tokens, skip(tokens, object + 1, /^(?:IF|NOT|EXISTS|ONLY|CONCURRENTLY)$/));
  const rest = tokens
    .slice(object, object + MAX_AHEAD)
    .map(upper)
    .join(' ');
  // Who may enter, and what rows they see.
  const isRight = /^(?:ROLE|USER)$/.test(what)
    ? word !== 'DROP'
    : /\b(?:DISABLE|NO FORCE) ROW LEVEL SECURITY\b|\bOWNER TO\b/.test(rest);
  if (isRight) return [{ action: 'grant', table }];
  const verb =
    word === 'ALTER' && /\bDROP (?!CONSTRAINT|DEFAULT|NOT|INDEX)/.test(rest) ? 'drop-column' : word.toLowerCase();
  return [{ action: 'ddl', table, verb }];
}

const ENDS_SOURCE = /^(?:WHERE|FROM|SELECT|JOIN|LEFT|RIGHT|INNER|ON|SET|GROUP|ORDER|LIMIT|UNION)$/;
/** Parts of a name with dots: server, database, schema, table, and some to spare. */
const MAX_NAME_PARTS = 8;
/** Tokens that one verb looks ahead: a text may hold thousands of verbs and no end of a statement. */
const MAX_AHEAD = 400;

/** Tables after FROM and JOIN, lists included. */
function readSources(tokens: readonly SqlToken[], at: number): readonly SqlAct[] {
  const before = upper(tokens[at - 1]);
  // `DELETE FROM` is read with its verb; `EXTRACT(day FROM x)` and `IS DISTINCT FROM` name no table.
  if (before === 'DELETE' || before === 'DISTINCT' || isInCall(tokens, at)) return [];
  const acts: SqlAct[] = [];
  for (let next = at + 1; next < tokens.length;) {
    next = skip(tokens, next, /^(?:ONLY|LATERAL)$/);
    const token = tokens[next];
    if (token === undefined || token.text === '(' || token.kind === 'text' || ENDS_SOURCE.test(upper(token))) break;
    // `FROM generate_series(1, 10)` is a function.
    if (tokens[next + 1]?.text !== '(') acts.push({ action: 'select', table: nameAt(tokens, next) });
    for (let parts = 1; parts < MAX_NAME_PARTS && tokens[next + 1]?.text === '.'; parts += 1) next += 2;
    next += 1;
    if (upper(tokens[next]) === 'AS') next += 1;
    if (tokens[next]?.kind === 'word' && !ENDS_SOURCE.test(upper(tokens[next]))) next += 1;
    if (tokens[next]?.text !== ',') break;
    next += 1;
  }
  return acts;
}

function isInCall(tokens: readonly SqlToken[], at: number): boolean {
  for (let back = at - 1; back >= 0 && back > at - 6; back -= 1) {
    if (tokens[back]!.text === ')') return false;
    if (tokens[back]!.text === '(')
      return /^(?:EXTRACT|SUBSTRING|TRIM|OVERLAY|POSITION)$/.test(upper(tokens[back - 1]));
  }
  return false;
}

/** No condition limits it. With unknown pieces behind the table nobody can say. */
function allRows(tokens: readonly SqlToken[], start: number): { readonly isAll?: true } {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    if (at > start + MAX_AHEAD) return {};
    const { text } = tokens[at]!;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth < 0) break;
    const word = upper(tokens[at]);
    if (depth > 0) continue;
    if (word === 'WHERE') {
      const rest = tokens
        .slice(at + 1, at + MAX_AHEAD)
        .map(upper)
        .join(' ');
      return /^(?:(\d+) ?= ?\1|TRUE)(?: (?:RETURNING.*|;))?$/.test(rest) ? { isAll: true } : {};
    }
    if (/^(?:LIMIT|USING|JOIN)$/.test(word)) return {};
    const before = tokens[at - 1]?.text ?? '';
    // A piece put in where a value stands is a value; anywhere else it may be the condition.
    if (text.includes('*') && at > start && !/^(?:[=,(+./-]|=|<|>|LIKE|IN|VALUES)$/i.test(before)) return {};
  }
  return { isAll: true };
}

/** `public."Users"` is `Users`; other schemas stay. */
function nameAt(tokens: readonly SqlToken[], at: number): string {
  const parts: string[] = [];
  for (let next = at; next < tokens.length && parts.length < MAX_NAME_PARTS; next += 2) {
    const token = tokens[next]!;
    if (token.kind === 'text') parts.push(token.text);
    else if (token.kind === 'name' || /^[\w$@*:?%]/.test(token.text))
      parts.push(/[?:%@]|^\$/.test(token.text) ? '*' : token.text);
    if (tokens[next + 1]?.text !== '.') break;
  }
  const named = parts.filter(
    (part, index) => !(index === 0 && parts.length > 1 && /^(?:public|dbo|main)$/i.test(part)),
  );
  return named.length === 0 ? '*' : named.join('.');
}

/** The first token that matches, at most `within` further on; -1 when none does. */
function find(tokens: readonly SqlToken[], at: number, pattern: RegExp, within: number): number {
  for (let next = at; next < tokens.length && next <= at + within; next += 1)
    if (pattern.test(upper(tokens[next]))) return next;
  return -1;
}

function skip(tokens: readonly SqlToken[], at: number, pattern: RegExp): number {
  let next = at;
  while (next < tokens.length && pattern.test(upper(tokens[next]))) next += 1;
  return next;
}
