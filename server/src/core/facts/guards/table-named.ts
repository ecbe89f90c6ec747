/** What has this name is what leads to tables, or a table: `db.session` and `prisma.session`. */
const EITHER = /^(?:session|transaction|client|stores?|service|models?|connection|admin|app|server|request)$/;
const ORM = /^(?:prisma|tx|trx|models|repositories)$/;
/** What only a table is asked, whatever leads to it: of Prisma. */
const OF_TABLE = /^(?:find(?:Unique|First|Many)(?:OrThrow)?|(?:update|delete)Many)$/;
const OF_ORM = /^(?:find\w*|update|delete|count|aggregate|destroy)$/;
/** A class of records; of what keeps SQLAlchemy's these are not asked. */
const OF_CLASS = /^(?:find\w*|where)$/;

/**
 * The table that a chain of names ends in although its name is otherwise plumbing; null when it is that.
 *
 * @param method what is called first on it
 */
export function tableNamed(names: readonly string[], method: string): string | null {
  const [first, second] = names;
  if (first === 'Session' && (second === 'objects' || (second === undefined && OF_CLASS.test(method)))) return first;
  const last = names.at(-1);
  const around = names.at(-2);
  if (last === undefined || around === undefined || !EITHER.test(last)) return null;
  return OF_TABLE.test(method) || (ORM.test(around) && OF_ORM.test(method)) ? last : null;
}
