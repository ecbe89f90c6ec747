import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { CHOOSES_ROWS, ormMethods, orms, type Orm, type OrmMethod } from '../apis/database-calls.ts';
import { calledName, chainOf, chainPath, chainRoot, type ChainLink } from '../call-chain.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { declaredName } from '../names.ts';
import { known } from '../to-fact.ts';
import { unknown, type Argument, type Value } from '../value.ts';

/** What object mappers and query builders do to which table. */
export const databaseOrm = defineExtractor({
  id: 'database-orm',
  kinds: ['permission.database'],
  languages: 'code',
  *extract(reading) {
    for (const call of reading.unit.ofKind('call')) {
      const name = calledName(reading, call);
      if (!ormMethods.has(name)) continue;
      const callee = childOf(call, 'call.callee');
      if (callee === null) continue;
      const path = chainPath(reading, callee);
      // boto3 calls its collections like Django: `bucket.objects.filter(…)`.
      if (/^(?:aio)?boto/.test(path)) continue;
      for (const orm of orms) {
        const groups = orm.path.exec(path)?.groups;
        const method = groups === undefined ? undefined : orm.methods.get(groups['method'] ?? '');
        if (groups === undefined || method === undefined) continue;
        const links = chainOf(reading, call);
        // Of `objects.filter(…).delete()` the last says what is done.
        const isStep = links
          .slice(links.findIndex((link) => link.call === call) + 1)
          .some((link) => orm.methods.has(link.name));
        if (!isStep) yield toSite(reading, { call, callee, path, links, orm, method, named: groups['table'] ?? null });
        break;
      }
    }
  },
});

interface Use {
  readonly call: SyntaxNode;
  readonly callee: SyntaxNode;
  readonly path: string;
  readonly links: readonly ChainLink[];
  readonly orm: Orm;
  readonly method: OrmMethod;
  readonly named: string | null;
}

function toSite(reading: Reading, use: Use): Site {
  const { call, orm, method, path } = use;
  const table = method.on ?? tableOf(reading, use);
  const isAll = isUnlimited(reading, use);
  const isKnown = orm.known.test(path);
  return {
    kind: 'permission.database',
    action: method.action,
    resource: { kind: 'table', value: table === null ? unknown : known(table) },
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier: isKnown ? 'resolved' : 'pattern',
    why: [
      `\`${path}\` does \`${method.verb ?? method.action}\` on ${table === null ? 'a table known only at run time' : `\`${table}\``}${isAll ? ', without a condition' : ''}.`,
      ...(isKnown ? [] : [`That it is ${orm.id} is told by how the call looks.`]),
    ],
    qualifiers: { ...(method.verb === undefined ? {} : { verb: method.verb }), ...(isAll ? { rows: 'all' } : {}) },
  };
}

/** What a collection is held in says nothing of its name. */
const NO_TABLE = /^(?:this|self|_?\w*(?:collection|coll|adapter|client|repo|repository|model|db|store|service))$/i;

function tableOf(reading: Reading, { callee, links, orm, named }: Use): string | null {
  for (const link of links) {
    if (orm.table?.test(link.name) !== true) continue;
    const table = tableName(reading, reading.resolver.argumentsOf(link.call)[0] ?? null);
    if (table !== null) return table;
  }
  const value = reading.resolver.valueOf(callee);
  for (let at: Value | null = value, hops = 0; at !== null && hops < 20; hops += 1) {
    if (at.kind === 'call' && orm.table?.test(at.of.slice(at.of.lastIndexOf('.') + 1)) === true) {
      const table = tableName(reading, at.args[0] ?? null);
      if (table !== null) return table;
    }
    at = at.kind === 'call' || at.kind === 'symbol' ? at.receiver : null;
  }
  const root = chainRoot(reading, callee);
  if (root !== null && /^[A-Z]/.test(root)) return root;
  return named === null || NO_TABLE.test(named) ? null : named;
}

/** `'users'`, `User`, `users` where `const users = pgTable('users', …)`. */
function tableName({ unit }: Reading, argument: Argument | null): string | null {
  if (argument === null) return null;
  const value = argument.value();
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'class':
    case 'instance':
    case 'function':
      return declaredName(unit, value.node);
    case 'symbol':
      return value.name.slice(value.name.lastIndexOf('.') + 1);
    case 'call': {
      const first = value.args[0]?.value();
      return first?.kind === 'text' ? first.text : null;
    }
    default:
      return argument.node?.kind === 'name' ? unit.textOf(argument.node) : null;
  }
}

/** Nothing chooses among the rows. What is put together elsewhere, or handed in, may choose: that is not claimed. */
function isUnlimited(reading: Reading, { call, path, links, orm, method }: Use): boolean {
  const args = reading.resolver.argumentsOf(call);
  switch (method.rows) {
    case 'all':
      return true;
    case 'options':
      return args.every((arg) => isPlain(reading, arg) && !hasCondition(reading, arg));
    case 'filter':
      return args[0] === undefined || (isPlain(reading, args[0]) && isEmpty(reading, args[0].value()));
    case 'chain': {
      if (orm.id === 'typeorm' && args.length > 0 && !path.includes('createQueryBuilder()')) return false;
      const steps = [...links.map((link) => link.name), ...path.split('.').map((part) => part.replace('()', ''))];
      if (steps.some((step) => step !== calledName(reading, call) && CHOOSES_ROWS.test(step))) return false;
      const isWhole =
        orm.table === undefined || /\.query\.\w+$/.test(path) || links.some((link) => orm.table!.test(link.name));
      return isWhole && !(orm.isLazy === true && isKept(links.at(-1)!.call));
    }
    default:
      return false;
  }
}

/** A statement that is put aside may still be limited before it runs. */
function isKept(call: SyntaxNode): boolean {
  return call.parent?.kind === 'assign' || call.parent?.kind === 'return' || call.role === 'function.body';
}

function isPlain({ unit }: Reading, { node, value }: Argument): boolean {
  return (
    value().kind === 'object' &&
    node !== null &&
    !unit.textOf(node).includes('...') &&
    !unit.textOf(node).includes('**')
  );
}

function hasCondition({ resolver }: Reading, argument: Argument): boolean {
  const value = argument.value();
  if (value.kind !== 'object') return false;
  const condition = resolver.entriesOf(value.node).get('where');
  if (condition === undefined) return false;
  const given = resolver.valueOf(condition);
  return given.kind !== 'object' || resolver.entriesOf(given.node).size > 0 || given.node.children.length > 0;
}

function isEmpty({ resolver }: Reading, value: Value): boolean {
  return value.kind === 'object' && resolver.entriesOf(value.node).size === 0 && value.node.children.length === 0;
}
