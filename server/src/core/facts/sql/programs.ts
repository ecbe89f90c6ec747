import type { SqlToken } from '../../text/sql-tokens.ts';
import type { RightChange, SqlRight } from './right.ts';
import { createWords, keywordOf } from './words.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Extensions through which SQL reads files, runs programs or connects elsewhere.
 * @see https://www.postgresql.org/docs/18/contrib.html, https://www.postgresql.org/docs/18/plpython.html (2026-11)
 */
const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['plpythonu', 'functions in Python that do what the server may'],
  ['plpython2u', 'functions in Python that do what the server may'],
  ['plpython3u', 'functions in Python that do what the server may'],
  ['plperlu', 'functions in Perl that do what the server may'],
  ['pltclu', 'functions in Tcl that do what the server may'],
  ['pljavau', 'functions in Java that do what the server may'],
  ['plsh', 'functions in a shell'],
  ['file_fdw', 'files and programs of the server as tables'],
  ['adminpack', 'files of the server'],
  ['dblink', 'connections to other databases'],
  ['postgres_fdw', 'tables of other databases'],
  ['http', 'requests to any server'],
  ['pg_net', 'requests to any server'],
  ['pg_cron', 'statements that run on a schedule'],
  ['pgagent', 'jobs that run programs'],
  ['pg_background', 'statements that run in the background'],
  ['aws_lambda', 'calls of functions in the cloud'],
]);

/** These reach other servers, or run SQL later: not the files and programs of the server. */
const REACHES_OUT = /^(?:dblink|postgres_fdw|http|pg_net|pg_cron|pg_background|aws_lambda)$/i;

/** Options of SQL Server that let SQL leave the database. @see https://learn.microsoft.com/sql/database-engine/configure-windows/server-configuration-options-sql-server */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['xp_cmdshell', 'programs of the server'],
  ['ole automation procedures', 'objects of the server’s system'],
  ['clr enabled', 'code of .NET'],
  ['external scripts enabled', 'scripts in Python and R'],
  ['ad hoc distributed queries', 'queries of any other server'],
]);

/** What runs with more rights than its caller has, or outside of the database. */
export function* readPrograms(tokens: readonly SqlToken[], place: Place): Generator<RightChange> {
  const words = createWords(tokens);
  if (words.take('CREATE', 'EXTENSION')) {
    words.take('IF', 'NOT', 'EXISTS');
    const name = words.name();
    const what = name === null ? undefined : EXTENSIONS.get(name.toLowerCase());
    if (name !== null && what !== undefined)
      yield {
        kind: 'give',
        right: {
          ...code('extension', name, place, `The extension ${name} gives SQL ${what}.`),
          ...(REACHES_OUT.test(name) ? { accessLevel: 'Bounded' } : {}),
        },
      };
    return;
  }
  if (/^(?:EXEC|EXECUTE)$/.test(words.word())) {
    const name = words.token(1);
    const [option, value] = tokens.slice(2).filter(({ kind, text }) => kind === 'text' || /^\d+$/.test(text));
    const what = option === undefined ? undefined : OPTIONS.get(option.text.toLowerCase());
    if (/^(?:sp_configure)$/i.test(name?.text ?? '') && what !== undefined && value?.text === '1')
      yield {
        kind: 'give',
        right: code('option', option!.text.toLowerCase(), place, `${option!.text} gives SQL ${what}.`),
      };
    return;
  }
  const verb = words.word();
  if (verb !== 'CREATE' && verb !== 'ALTER') return;
  words.skip();
  words.take('OR', 'REPLACE');
  words.take('OR', 'ALTER');
  const isFunction = /^(?:FUNCTION|PROCEDURE|PROC)$/.test(words.word());
  if (!isFunction) return;
  words.skip();
  const name = words.name();
  if (name === null) return;
  words.group();
  const after = words.rest();
  if (hasWords(after, 'SECURITY', 'DEFINER'))
    yield { kind: 'give', right: ofOwner(name, hasWords(after, 'SET', 'SEARCH_PATH'), place) };
  else if (hasWords(after, 'SECURITY', 'INVOKER')) yield { kind: 'drop', what: 'object', on: `${name}()` };
  else if (verb === 'ALTER' && hasWords(after, 'SET', 'SEARCH_PATH'))
    yield { kind: 'amend', right: ofOwner(name, true, place) };
  else if (verb === 'ALTER' && (hasWords(after, 'RESET', 'SEARCH_PATH') || hasWords(after, 'RESET', 'ALL')))
    yield { kind: 'amend', right: ofOwner(name, false, place) };
  // Of SQL Server: a module that is run as somebody else.
  const as = after.findIndex(
    (token, at) => /^EXEC(?:UTE)?$/.test(keywordOf(token)) && keywordOf(after[at + 1]) === 'AS',
  );
  const whose = after[as + 2]?.text.toLowerCase();
  if (as >= 0 && whose !== undefined && whose !== 'caller' && as < 40)
    yield { kind: 'give', right: code('runs as its owner', `${name}()`, place, `${name} runs as ${whose}.`) };
}

/** Of PostgreSQL: a function that is run with the rights of its owner. */
function ofOwner(name: string, hasPath: boolean, place: Place): SqlRight {
  const why = hasPath
    ? `${name} runs with the rights of its owner, whoever calls it.`
    : `${name} runs with the rights of its owner, whoever calls it, and finds tables and functions where its caller says.`;
  const right = code('runs as its owner', `${name}()`, place, why);
  const setting = hasPath ? 'fixed search_path' : 'search_path of the caller';
  return { ...right, setting, ...(hasPath ? { accessLevel: 'Bounded' } : {}) };
}

function hasWords(tokens: readonly SqlToken[], first: string, second: string): boolean {
  return tokens.some((token, at) => keywordOf(token) === first && keywordOf(tokens[at + 1]) === second);
}

function code(action: string, on: string, place: Place, why: string): SqlRight {
  return {
    kind: 'database-code',
    effect: 'Allow',
    action,
    on,
    accessLevel: 'Permissions management',
    start: place.start,
    end: place.end,
    why,
  };
}

/** A program that a statement runs on the server. */
export function commandIn(tokens: readonly SqlToken[]): SqlToken | null {
  const first = keywordOf(tokens[0]);
  if (first === 'COPY') {
    const at = tokens.findIndex((token) => keywordOf(token) === 'PROGRAM');
    const command = tokens[at + 1];
    return at > 0 && (command?.kind === 'text' || command?.kind === 'body') ? command : null;
  }
  if (first !== 'EXEC' && first !== 'EXECUTE') return null;
  const name = tokens.findIndex(({ text }) => /^xp_cmdshell$/i.test(text));
  const command = name > 0 && name < 6 ? tokens[name + 1] : undefined;
  return command === undefined || command.kind === 'sign' ? null : command;
}
