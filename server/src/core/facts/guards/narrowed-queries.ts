import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { callGiven } from '../value-given.ts';
import type { Query } from './query.ts';

/** Names that lead from one to the next: `qs = Note.objects.all()`, `qs = qs.order_by('id')`, `qs.filter(user=user)`. */
const MAX_STEPS = 8;

/**
 * Queries that go on from others by a local name, put together with what they go on from: the first one has the conditions of
 * all of them, and the others are no queries of their own.
 */
export function joinNarrowed(reading: FileReading, queries: readonly Query[]): readonly Query[] {
  const byNode = new Map(queries.map((query) => [query.node, query]));
  const origins = new Map<Query, Query>();
  for (const query of queries) {
    const origin = originOf(reading, query, byNode);
    if (origin !== null) origins.set(query, origin);
  }
  if (origins.size === 0) return queries;
  return queries.map((query): Query => {
    const origin = origins.get(query);
    if (origin !== undefined) return { ...query, links: [...query.links, ...origin.links], isNarrowing: true };
    const later = queries.filter((other) => origins.get(other) === query);
    if (later.length === 0) return query;
    return {
      ...query,
      scopes: [query, ...later].flatMap(({ scopes }) => scopes),
      links: [query, ...later].flatMap(({ links }) => links),
    };
  });
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

/** The name that a chain of calls begins with; null when it begins with something else. */
function rootOf(call: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = call;
  while (at !== null && (at.kind === 'call' || at.kind === 'member'))
    at = childOf(at, at.kind === 'call' ? 'call.callee' : 'member.object');
  return at?.kind === 'name' && at !== call ? at : null;
}
