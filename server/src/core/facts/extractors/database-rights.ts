import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { sqlStatements, type SqlStatement } from '../../text/sql-statements.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { PUBLIC } from '../grants/statement.ts';
import { reachOf } from '../sql/principals.ts';
import { commandIn } from '../sql/programs.ts';
import type { SqlRight } from '../sql/right.ts';
import { readRights } from '../sql/rights.ts';
import { rowSecurity } from '../sql/rows.ts';
import { sqlCalls } from '../sql/sql-calls.ts';
import { isSqlOfWayBack, sqlNodes } from '../sql/sql-files.ts';
import { known } from '../to-fact.ts';

/** Who may do what in a database: what files of SQL and texts in code grant, revoke and protect. */
export const databaseRights = defineExtractor({
  id: 'database-rights',
  kinds: ['permission.grant', 'permission.process'],
  languages: 'all',
  *extract(reading) {
    if (reading.unit.language.id === 'sql') yield* ofFile(reading);
    else if (reading.unit.language.isCode) yield* ofCode(reading);
  },
});

function* ofFile(reading: Reading): Generator<Site> {
  const { path, tree } = reading.unit;
  if (isSqlOfWayBack(path)) return;
  const statements = sqlStatements(tree.text);
  const nodes = sqlNodes(reading);
  const { rights, created, isCut } = readRights(statements);
  const limited = new Set(
    rights.flatMap(({ action, effect, on }) => (action === 'row-level-security' && effect === 'Deny' ? [on] : [])),
  );
  for (const right of rights) {
    const node = nodes.get(right.start);
    if (node !== undefined)
      yield toSite(isLimited(right, limited) ? { ...right, accessLevel: 'Bounded' } : right, node);
  }
  // @see https://supabase.com/docs/guides/database/database-advisors (0013_rls_disabled_in_public), 2026-11
  if (/(?:^|\/)supabase\//.test(path)) {
    const settled = new Set(rights.flatMap(({ action, on }) => (action === 'row-level-security' ? [on] : [])));
    for (const [table, { start, end, isTable }] of created) {
      const node = nodes.get(start);
      if (node === undefined || !isTable || table.includes('.') || settled.has(table)) continue;
      const why = `Supabase gives tables of the schema public to everybody, and nothing here enables row-level security on ${table}.`;
      yield { ...toSite(rowSecurity(table, 'off', { start, end }, why), node), tier: 'pattern' };
    }
  }
  for (const statement of statements) {
    const node = statement.isWayBack ? undefined : nodes.get(statement.start);
    if (node !== undefined) yield* commands(statement, node);
  }
  if (isCut) throw new Error(CUT);
}

/** What was found is kept: the review says of the file that it was not read whole. */
const CUT = 'More rights are given here than are read of one text; those after them are not told.';

/** What everybody is given on a table is what the table's policies let through. */
function isLimited({ kind, on, to = '', accessLevel }: SqlRight, tables: ReadonlySet<string>): boolean {
  return kind === 'database-object' && reachOf(to) > 0 && accessLevel !== 'None' && tables.has(on.split('(', 1)[0]!);
}

function* ofCode(reading: Reading): Generator<Site> {
  let hasCut = false;
  for (const { call, text, isPartial } of sqlCalls(reading)) {
    const statements = sqlStatements(isPartial ? withNamedHoles(text) : text);
    const { rights, isCut } = readRights(statements);
    hasCut ||= isCut;
    for (const right of rights) yield toSite(right, call);
    for (const statement of statements) yield* commands(statement, call);
  }
  if (hasCut) throw new Error(CUT);
}

/** A name that is put in is some name; alone, `*` would be all of them. */
function withNamedHoles(text: string): string {
  return text.replaceAll(/(?<![\w."`\]])\*(?![\w."`\]*])/g, '"what is named at run time"');
}

function* commands(statement: SqlStatement, node: SyntaxNode): Generator<Site> {
  const command = commandIn(statement.tokens);
  if (command === null) return;
  yield {
    kind: 'permission.process',
    action: 'exec',
    resource: { kind: 'command', value: known(command.text) },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'proven',
    why: ['The server of the database runs it, as the user that the server is.'],
    qualifiers: { shell: 'true', ...(command.kind === 'word' ? {} : { command: 'fixed' }) },
  };
}

/** Rights of an object hang on it, wherever the statement stands; what a role may do anywhere hangs on the role. */
function subjectOf({ on }: SqlRight): Subject {
  const open = on.indexOf('(');
  const hasColumns = open >= 0 && open < on.length - 2 && on.endsWith(')');
  return { type: 'resource', symbol: hasColumns ? on.slice(0, open) : on };
}

function toSite(right: SqlRight, node: SyntaxNode): Site {
  const { kind, effect, action, on, to, condition, setting, accessLevel, why } = right;
  const subject = subjectOf(right);
  const isPublic = effect === 'Allow' && to !== undefined && reachOf(to) === 3 && accessLevel !== 'None';
  return {
    kind: 'permission.grant',
    action,
    // What has another name is the same thing with the same rights.
    resource: {
      kind,
      value: known(on),
      norm: on.startsWith(subject.symbol) ? `this${on.slice(subject.symbol.length)}` : on,
    },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why],
    qualifiers: {
      effect,
      ...(to === undefined ? {} : { principal: to }),
      ...(condition === undefined ? {} : { condition }),
      ...(setting === undefined ? {} : { setting }),
    },
    subject,
    detail: { accessLevel, ...(isPublic ? { risk: [PUBLIC] } : {}) },
  };
}
