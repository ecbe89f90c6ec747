import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { callGiven } from '../value-given.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { actorAt } from './actor.ts';
import { outermostBranch } from './branches.ts';
import { rootOf } from './handed-queries.ts';
import { joinNarrowed } from './narrowed-queries.ts';
import { lastName, pathAt } from './paths.ts';
import type { Query } from './query.ts';
import { conditionOfLink, conditionsIn, conditionsInName, type Link, type Scope } from './query-conditions.ts';
import { givenModel, isScoped, ofGiven } from './scoped-lookups.ts';
import { conditionsInSql, tableOf } from './sql-scope.ts';
import { tableNamed } from './table-named.ts';
import { wordsOf } from './words.ts';
import { writtenConditions } from './written-conditions.ts';

/** Calls that select, change or remove what is there. What creates takes an owner, and is not limited by it. */
const QUERIES =
  /^(?:find\w*|get|get_or_none|get_object_or_404|get_list_or_404|first|first_or_404|one|one_or_none|single|filter|filter_by|exclude|where|andWhere|and_where|select\w*|query|update|updateOne|updateMany|update_all|delete|deleteOne|deleteMany|destroy|remove|(?:delete|remove|exists|read|stream)By\w+|count\w*|exists|aggregate|all|scan|getOne|getMany|fetch\w*|load\w*|scalar|lookup|retrieve|list|toList|toArray)$/;
const CONDITIONS =
  /^(?:find\w*|get|get_or_none|get_object_or_404|get_list_or_404|first|one|one_or_none|single|any|filter|filter_by|where|andWhere|and_where|eq|and|and_|Q|update|updateOne|updateMany|delete|deleteOne|deleteMany|destroy|remove|(?:delete|remove|exists|read|stream)By\w+|count\w*|exists|aggregate|match|equals|query|select\w*)$/;
/** Receivers that are no store. */
const NO_STORE =
  /^(?:this|self|req|request|res|response|ctx|context|map|cache|params|headers|searchParams|session|cookies?|formData|url|axios|http|api|client|fetch|config|settings|env|os|logger|router|app|document|window|z|yup|joi|list|array|items|arr|Object|Array|Promise|JSON|path|fs|re|str|dict|data|body|args|kwargs|options|opts|props|state|event|form|element|el|\$|_|lodash|localStorage|sessionStorage|storage|queue|bucket|s3|redis)$/;
/** What hangs on these is a table, whatever it is called: `prisma.document`. */
const STORE = /^(?:prisma|knex|sequelize|em|entityManager|orm|tx|trx|models|repositories|drizzle)$/;
const PLUMBING =
  /^(?:objects|query|session|db|database|prisma|knex|sequelize|em|manager|entityManager|repo|repository|repositories|models?|orm|tx|trx|transaction|conn|connection|dataSource|AppDataSource|appServer|getRepository\(\)|createQueryBuilder\(\)|queryBuilder|qb|stores?|dao|service|unscoped\(\)|scope\(\)|active|all_objects|_default_manager|sa|collection\(\)|from\(\)|model\(\)|select\(\)|query\(\)|scoped_session|Session|supabase|get_db\(\)|client|admin|this|self|ctx|context|app|server|fastify|request|req|strapi|drizzle)$/;

/** Whether what a call is given says which rows are meant. */
export function takesConditions(name: string): boolean {
  return CONDITIONS.test(name);
}

export const queriesIn = oncePerUnit(findQueries);

/** The query that a call is, for whoever asks what came of it. */
export const queryAt = oncePerUnit(
  (reading: FileReading): ReadonlyMap<SyntaxNode, Query> =>
    new Map(queriesIn(reading).map((query) => [query.node, query])),
);

function findQueries(reading: FileReading): readonly Query[] {
  const found: Query[] = [];
  for (const call of reading.unit.ofKind('call')) {
    if (isLink(call)) continue;
    const links = linksOf(reading, call);
    const table = tableOf(reading, links);
    if (table === null && !links.some(({ name }) => QUERIES.test(name) || isScoped(name))) continue;
    const target = table ?? targetOf(reading, call, links) ?? targetOfOrigin(reading, call);
    if (target === null) continue;
    found.push({ node: call, target, scopes: scopesOf(reading, call, links), links });
  }
  return joinNarrowed(reading, found);
}

/** A link of a longer chain: the outermost call stands for all. */
export function isLink(call: SyntaxNode): boolean {
  return call.role === 'member.object' && call.parent?.parent?.kind === 'call' && call.parent.role === 'call.callee';
}

/** Calls of a chain, last first. */
function linksOf(reading: FileReading, call: SyntaxNode): readonly Link[] {
  const links: Link[] = [];
  for (let at: SyntaxNode | null = call; at !== null && links.length < 20;) {
    if (at.kind !== 'call') {
      at = at.kind === 'member' ? childOf(at, 'member.object') : at.kind === 'await' ? (at.children[0] ?? null) : null;
      continue;
    }
    const callee: SyntaxNode | null = childOf(at, 'call.callee');
    if (callee === null) break;
    // Ruby's `find_by!` finds what `find_by` finds.
    const name = (lastName(reading.unit, callee) ?? '').replace(/[!?]$/, '');
    const hasCapitals = /^[A-Z][a-z]/.test(name);
    links.push({
      name: hasCapitals ? linkName(name) : name,
      call: at,
      args: childrenOf(at, 'call.argument').flatMap((arg) =>
        arg.kind === 'comment' ? [] : arg.kind === 'function' ? (hasCapitals ? answerOf(arg) : []) : [arg],
      ),
    });
    at = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  }
  return links;
}

/** Of C# and Go: `FirstOrDefaultAsync` is `first`, `Where` is `where`. */
function linkName(name: string): string {
  const plain = name.replace(/Async$/, '').replace(/OrDefault$/, '');
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}

/** `x => x.OwnerId == userId`: where queries are written as functions, what the function answers is the condition. */
function answerOf(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  return body === null || body.kind === 'block' ? [] : [body];
}

/** The first name of the chain that is no plumbing, or the model that a call is given. */
function targetOf(reading: FileReading, call: SyntaxNode, links: readonly Link[]): string | null {
  const given = links.find((link) =>
    /^(?:get_object_or_404|get_list_or_404|query|getRepository|select|from|table|collection|model|knex|db|createQueryBuilder)$/.test(
      link.name,
    ),
  );
  const model = given?.args[0];
  if (model !== undefined && (model.kind === 'name' || model.kind === 'member' || model.kind === 'string')) {
    const text =
      model.kind === 'string'
        ? (reading.unit.language.readString(reading.unit.textOf(model)) ?? '')
        : (lastName(reading.unit, model) ?? '');
    if (/^[\w.]{2,60}$/.test(text)) return normal(text);
  }
  const scoped = givenModel(reading, links);
  if (scoped !== null) return normal(scoped);
  const root = rootName(reading, call);
  // `s.db.First(label)`: receivers of Go are a letter, and what is filled says more.
  if (root !== null && /^[a-z]{1,2}$/.test(root)) return normal(filledName(reading, links) ?? root);
  return root === null ? null : normal(root);
}

/** `query = db.query(Note)` and then `query.filter(…)`: of what it goes on from. */
function targetOfOrigin(reading: FileReading, call: SyntaxNode): string | null {
  const name = rootOf(call);
  const origin = name === null ? null : callGiven(reading, name);
  if (name === null || origin === null || (origin.start <= name.start && name.end <= origin.end)) return null;
  const links = linksOf(reading, origin);
  if (targetOf(reading, origin, links) === null && filledName(reading, links) === null) return null;
  return targetOf(reading, origin, links) ?? normal(filledName(reading, links)!);
}

function filledName(reading: FileReading, links: readonly Link[]): string | null {
  const link = links.find(({ name }) => /^(?:first|take|last|find|get|scan|model|delete|updates?|count)$/.test(name));
  const filled = link?.args[0];
  const name =
    filled === undefined ? '' : /^&?([A-Za-z]\w{2,40})(?:\{[^{}]*\})?$/.exec(reading.unit.textOf(filled))?.[1];
  return name === undefined || name === '' ? null : name;
}

function rootName(reading: FileReading, call: SyntaxNode, depth = 0): string | null {
  const names: string[] = [];
  let method = '';
  for (let at: SyntaxNode | null = call; at !== null;) {
    if (at.kind === 'call') {
      const callee: SyntaxNode | null = childOf(at, 'call.callee');
      if (callee === null || callee.kind !== 'member') {
        names.unshift(`${callee === null ? '' : reading.unit.textOf(callee)}()`);
        break;
      }
      // `$user->orders()`: relations of PHP are methods.
      const relation = reading.unit.language.id === 'php' ? (lastName(reading.unit, callee) ?? '') : '';
      if (/^(?:user|[a-z][A-Za-z]*s)$/.test(relation) && childOf(at, 'call.argument') === null) names.unshift(relation);
      method = lastName(reading.unit, callee) ?? '';
      at = childOf(callee, 'member.object');
    } else if (at.kind === 'member') {
      const property: SyntaxNode | null = childOf(at, 'member.property');
      if (property !== null) names.unshift(reading.unit.textOf(property));
      at = childOf(at, 'member.object');
    } else {
      const source = at.kind === 'name' && depth < 4 ? assignedCall(reading, at) : null;
      // `const invoices = Invoice.find(…)`: what is queried further is what it was.
      if (source !== null) return rootName(reading, source, depth + 1);
      if (at.kind === 'name' || at.kind === 'self') names.unshift(reading.unit.textOf(at).replace(/^[$@]+/, ''));
      break;
    }
  }
  const table = tableNamed(names, method);
  if (table !== null) return table;
  const meant = names.filter((name) => !PLUMBING.test(name.replace(/^_+/, '')) && !/^\w+\(\)$/.test(name));
  // `Spree::Order`: of modules the last name is the model.
  const model = reading.unit.language.id === 'ruby' ? meant.findLastIndex((name) => /^[A-Z]/.test(name)) : 0;
  const first = meant[Math.max(model, 0)];
  const isOfStore = first !== undefined && names.slice(0, names.indexOf(first)).some((name) => STORE.test(name));
  if (first === undefined || (NO_STORE.test(first) && !isOfStore)) return null;
  // `request.user.invoices`: what hangs on the caller.
  const last = meant[meant.length - 1]!;
  const isOfCaller = names.length > 1 && /^current_?[A-Za-z]\w*$/.test(first);
  return isOfCaller || (names.length > 2 && /^(?:user|account|viewer)$/.test(first)) ? last : first;
}

/** The query that a local name was assigned. */
function assignedCall(reading: FileReading, name: SyntaxNode): SyntaxNode | null {
  const call = callGiven(reading, name);
  if (call === null || (call.start <= name.start && name.end <= call.end)) return null;
  return linksOf(reading, call).some((link) => QUERIES.test(link.name)) ? call : null;
}

function normal(name: string): string {
  return wordsOf(name.split('.').pop()!)
    .replace(/ (?:repository|repo|model|models|table|collection|entity|dao|store|service|set|objects|schema)$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '');
}

function scopesOf(reading: FileReading, call: SyntaxNode, links: readonly Link[]): readonly Scope[] {
  const found = links.flatMap((link) =>
    CONDITIONS.test(link.name)
      ? [
          ...link.args
            .flatMap((arg) => [arg, ...writtenConditions(reading, arg)])
            .flatMap((written) =>
              conditionsIn(reading, written).map((scope) =>
                written.kind === 'assign' && outermostBranch(written, call) !== null
                  ? { ...scope, isPartly: true as const }
                  : scope,
              ),
            ),
          ...conditionOfLink(reading, link),
          ...conditionsInSql(reading, link),
          ...(reading.unit.language.hasAccessors ? conditionsInName(reading, link) : []),
        ]
      : [...conditionsInSql(reading, link), ...ofGiven(reading, link)],
  );
  if (found.length > 0) return found;
  const relation = ofRelation(reading, call) ?? ofCurrent(reading, call);
  return relation === null ? [] : [relation];
}

const TENANTS =
  /^current (?:store|site|shop|company|project|workspace|team|community|school|website|instance|network|forum|event|church|club|space)$/;

/** `current_store.orders.find(id)`: a relation of what the request was made to. */
function ofCurrent(reading: FileReading, call: SyntaxNode): Scope | null {
  const path = reading.unit.language.id === 'ruby' ? pathAt(reading, call) : null;
  const isOfTenant = path !== null && path.segments.length > 2 && TENANTS.test(wordsOf(path.segments[0]!));
  return isOfTenant ? { value: 'tenant', node: call } : null;
}

/** `request.user.invoices.get(pk=pk)`: a relation of the caller holds nothing of others. */
function ofRelation(reading: FileReading, call: SyntaxNode): Scope | null {
  const actor = actorAt(reading, call);
  if (actor === null || actor.strength === 'weak' || actor.rest.length < 2) return null;
  return /^(?:role|permission|scope|id|group|has|is|can|session)/.test(actor.rest[0]!)
    ? null
    : { value: 'owner', node: call };
}
