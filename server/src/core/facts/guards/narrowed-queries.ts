import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { callGiven } from '../value-given.ts';
import { isInEveryBranch, outermostBranch } from './branches.ts';
import { handedNarrowings, rootOf } from './handed-queries.ts';
import type { Query } from './query.ts';
import type { Scope } from './query-conditions.ts';
import { isAlone } from './refusing-calls.ts';
import { groupBy } from '../../text/group-by.ts';

/** Names that lead from one to the next: `qs = Note.objects.all()`, `qs = qs.order_by('id')`, `qs.filter(user=user)`. */
const MAX_STEPS = 8;
/** Queries that go on from one. Of more nobody tells branches apart. */
const MAX_LATER = 40;

/**
 * Queries that go on from others by a local name, put together with what they go on from: the first one has the conditions of
 * all of them, and the others are no queries of their own.
 */
export function joinNarrowed(reading: FileReading, queries: readonly Query[]): readonly Query[] {
  const handed = handedNarrowings(reading, queries);
  const own =
    handed.size === 0
      ? queries
      : queries.map((query) => ({ ...query, scopes: [...query.scopes, ...(handed.get(query) ?? [])] }));
  return joinNamed(reading, own);
}

function joinNamed(reading: FileReading, queries: readonly Query[]): readonly Query[] {
  const byNode = new Map(queries.map((query) => [query.node, query]));
  const origins = new Map<Query, Query>();
  for (const query of queries) {
    const origin = originOf(reading, query, byNode);
    if (origin !== null) origins.set(query, origin);
  }
  if (origins.size === 0) return queries;
  const narrowings = groupBy(origins.keys(), (query) => origins.get(query)!);
  return queries.map((query): Query => {
    const origin = origins.get(query);
    if (origin !== undefined) return { ...query, links: [...query.links, ...origin.links], isNarrowing: true };
    const later = narrowings.get(query);
    if (later === undefined) return query;
    return {
      ...query,
      scopes: scopesWithin(query, later),
      links: [query, ...later].flatMap(({ links }) => links),
    };
  });
}

/** Its own, and those of what goes on from it. What only one branch adds holds for that branch. */
function scopesWithin(query: Query, later: readonly Query[]): readonly Scope[] {
  const added = later.flatMap(({ node, scopes }) => {
    const branch = goesOnItself(node) && later.length < MAX_LATER ? outermostBranch(node, query.node) : null;
    return scopes.map((scope) => ({ scope, node, branch }));
  });
  const sure = [...query.scopes];
  for (const { scope, branch } of added) {
    const alike = branch === null ? [] : added.filter((other) => other.scope.value === scope.value);
    const nodes = alike.map(({ node }) => node);
    const isSaid = sure.some(({ value }) => value === scope.value);
    if (branch === null || (!isSaid && isInEveryBranch(branch, nodes))) sure.push(scope);
  }
  const partly = added.flatMap(({ scope }) =>
    sure.some(({ value }) => value === scope.value) ? [] : [{ ...scope, isPartly: true as const }],
  );
  return [...sure, ...partly];
}

/** `notes = notes.filter(user=user)`, `query.where('userId', id)`: whatever follows goes on with what was narrowed. */
function goesOnItself(node: SyntaxNode): boolean {
  return node.role === 'assign.value' || isAlone(node);
}

function originOf(reading: FileReading, query: Query, byNode: ReadonlyMap<SyntaxNode, Query>): Query | null {
  let origin: Query | null = null;
  let at: SyntaxNode | null = query.node;
  for (let step = 0; step < MAX_STEPS && at !== null; step += 1) {
    const name: SyntaxNode | null = rootOf(at);
    const call: SyntaxNode | null = name === null ? null : callGiven(reading, name);
    if (name === null || call === null || (call.start <= name.start && name.end <= call.end)) return origin;
    origin = byNode.get(call) ?? origin;
    at = call;
  }
  return origin;
}
