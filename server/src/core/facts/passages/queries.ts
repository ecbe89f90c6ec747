import type { LanguageId, SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import type { Argument } from '../value.ts';
import { nodesOf, shortPath, type FoundAct } from './found-act.ts';

/** Methods that take nothing but SQL, whatever is known of the text. */
const RAW =
  /^(?:\$queryRawUnsafe|\$executeRawUnsafe|createNativeQuery|createSQLQuery|prepareStatement|queryForObject|queryForList|queryForMap|QueryRow|QueryRowContext|QueryContext|ExecContext|executescript|read_sql|read_sql_query)$/;

/** What of a language takes SQL. Documentation of the libraries, 2026-11. */
interface SqlOfLanguage {
  /** Names that nothing else has. */
  readonly raw: RegExp;
  /** Names that take a piece of SQL or a condition by values: only a text that is put together is the former. */
  readonly pieces?: RegExp;
  /** Canonical paths, and which argument is SQL. */
  readonly paths?: ReadonlyMap<string, number>;
  /** Methods of a connection, by what that is called. */
  readonly methods: RegExp;
  readonly connections: RegExp;
}

const CONNECTIONS =
  /(?:^|[._])(?:db|DB|database|pool|conn|connection|cursor|cur|client|pg|mysql|sequelize|knex|tx|trx|engine|session|em|entityManager|dataSource)(?:\(\))?$/;
const METHODS = /^(?:execute|query|exec|Exec|Query|raw)$/;

const LARAVEL_DB = ['Illuminate.Support.Facades.DB.', 'DB.'];
const BY_LANGUAGE: Readonly<Partial<Record<LanguageId, SqlOfLanguage>>> = {
  ruby: {
    raw: /^(?:find_by_sql|count_by_sql|select_all|select_value|select_values|select_rows|select_one|exec_query|exec_update|exec_delete|execute)$/,
    pieces: /^(?:where|having|joins|update_all|delete_by|destroy_by|exists\?|rewhere|reorder)$/,
    paths: new Map([
      ['Arel.sql', 0],
      ['Sequel.lit', 0],
    ]),
    methods: /^(?:query|exec|run|fetch|async_exec)$/,
    connections: /(?:^|[._@])(?:db|DB|conn|connection|client|pg|mysql|database)$/,
  },
  php: {
    raw: /^(?:whereRaw|orWhereRaw|selectRaw|havingRaw|orHavingRaw|orderByRaw|groupByRaw|fromRaw|executeQuery|executeStatement|createNativeQuery|fetchAllAssociative|fetchAssociative|fetchOne|multi_query|real_query)$/,
    pieces: /^(?:where|andWhere|orWhere|having|andHaving|createQuery)$/,
    paths: new Map([
      ...['mysqli_query', 'mysqli_multi_query', 'mysqli_real_query', 'mysqli_prepare', 'pg_prepare'].map(
        (name) => [`php.${name}`, 1] as const,
      ),
      ...['pg_query', 'mysql_query', 'sqlite_query', 'odbc_exec', 'sqlsrv_query', 'oci_parse'].map(
        (name) => [`php.${name}`, -1] as const,
      ),
      ...LARAVEL_DB.flatMap((of) =>
        ['raw', 'select', 'selectOne', 'scalar', 'statement', 'unprepared', 'insert', 'update', 'delete'].map(
          (name) => [of + name, 0] as const,
        ),
      ),
    ]),
    methods: /^(?:query|exec|prepare|get_results|get_var|get_row|get_col)$/,
    connections: /(?:^|[>$_])(?:db|dbh|pdo|mysqli|conn|connection|database|wpdb|link|em|entityManager)$/i,
  },
  csharp: {
    raw: /^(?:FromSqlRaw|SqlQueryRaw|ExecuteSqlRaw|ExecuteSqlRawAsync|(?:Sql|Npgsql|MySql|Sqlite|SQLite|Oracle|OleDb|Odbc)(?:Command|DataAdapter))$/,
    methods: /^(?:Query(?:Async|First\w*|Single\w*|Multiple\w*)?|Execute(?:Async|Scalar\w*|Reader\w*)?)$/,
    connections: /(?:^|[._])_?(?:db|conn|connection|database|sqlConnection|dbConnection)(?:\(\))?$/i,
  },
};
const NO_PATHS: ReadonlyMap<string, number> = new Map();

/** A call that runs a text as SQL. */
export function queryOf(
  reading: Reading,
  call: SyntaxNode,
  path: string | null,
  args: readonly Argument[],
  isSql: boolean,
): readonly FoundAct[] | null {
  const name = calledName(reading, call);
  const own = BY_LANGUAGE[reading.unit.language.id];
  const at = path === null ? undefined : (own?.paths ?? NO_PATHS).get(path);
  const isRaw = at !== undefined || (args.length > 0 && (RAW.test(name) || own?.raw.test(name) === true));
  if (!isSql && !isRaw && !isDatabase(reading, call, name) && !isPiece(own, name, args)) return null;
  const texts = args.slice(0, 3);
  const named = at === undefined ? undefined : args.at(at);
  const first =
    named ??
    (isSql ? texts.find((arg) => ['text', 'partial', 'list', 'object'].includes(arg.value().kind)) : undefined) ??
    texts.find((arg) => !isBeside(reading, arg));
  // Nothing that could be SQL: clients of other services ask so too.
  if (first === undefined && !isSql && !isRaw && args.length > 0) return null;
  // A tagged template hands its holes over beside the text.
  if (first?.node?.kind === 'template' && isTagged(reading, call, first.node)) return [];
  const given = first === undefined || first.name !== null ? [] : queryText(reading, first);
  const norm = path ?? name;
  return [
    {
      kind: 'query',
      call,
      norm,
      words: `\`${shortPath(norm)}\` runs it as part of SQL`,
      given,
      tier: isSql || at !== undefined ? 'resolved' : 'pattern',
    },
  ];
}

/** `where("name = '#{name}'")`; values that stand behind a text are no part of it. */
function isPiece(own: SqlOfLanguage | undefined, name: string, [first]: readonly Argument[]): boolean {
  if (own?.pieces === undefined || !own.pieces.test(name) || first?.node == null || first.name !== null) return false;
  return first.value().kind === 'partial';
}

/** `cursor.execute(text)`, `db.query(text)` where nothing is known of the text here. */
function isDatabase({ unit }: Reading, call: SyntaxNode, name: string): boolean {
  const own = BY_LANGUAGE[unit.language.id];
  if (!(own?.methods ?? METHODS).test(name) && !METHODS.test(name)) return false;
  const callee = childOf(call, 'call.callee');
  const object = callee === null ? null : childOf(callee, 'member.object');
  if (object === null || object.end - object.start > 60) return false;
  const text = unit.textOf(object);
  return CONNECTIONS.test(text) || own?.connections.test(text) === true;
}

/** Go passes a context before the text, and where the rows go. */
function isBeside({ unit }: Reading, { node, value }: Argument): boolean {
  if (node === null || unit.tree.text[node.start - 1] === '&' || node.kind === 'function') return true;
  const given = node.kind === 'call' ? value() : null;
  return (
    /^(?:ctx|context|c\.Context|r\.Context)\b/.test(unit.textOf(node).slice(0, 20)) ||
    (given?.kind === 'call' && given.of.startsWith('context.'))
  );
}

function isTagged({ unit }: Reading, call: SyntaxNode, template: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  return callee !== null && unit.tree.text.slice(callee.end, template.start).trim() === '';
}

/** `query({ text, values })`: the text alone. */
function queryText({ resolver }: Reading, arg: Argument): readonly SyntaxNode[] {
  const value = arg.value();
  if (value.kind !== 'object') return nodesOf([arg]);
  const entries = resolver.entriesOf(value.node);
  return ['text', 'sql', 'query'].flatMap((key) => entries.get(key) ?? []);
}
