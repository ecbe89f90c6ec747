import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, childrenOfKind, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { callGiven } from '../value-given.ts';
import { outermostBranch } from './branches.ts';
import type { Query } from './query.ts';
import type { Scope } from './query-conditions.ts';

interface Narrowing {
  readonly parameter: number;
  readonly scope: Scope;
}

/** What functions of this file add to queries that they are handed: `notes = own(notes, user)` has the conditions of `own`. */
export function handedNarrowings(
  reading: FileReading,
  queries: readonly Query[],
): ReadonlyMap<Query, readonly Scope[]> {
  const helpers = narrowingHelpers(reading, queries);
  const found = new Map<Query, Scope[]>();
  if (helpers.size === 0) return found;
  const byNode = new Map(queries.map((query) => [query.node, query]));
  for (const call of reading.unit.ofKind('call')) {
    const fn = functionCalled(reading, call);
    const narrowings = fn === null || enclosing(call, 'function') === fn ? [] : (helpers.get(fn) ?? []);
    for (const { parameter, scope } of narrowings) {
      const arg = childrenOf(call, 'call.argument')[parameter];
      const query = arg === undefined ? undefined : byNode.get(callGiven(reading, arg) ?? arg);
      if (query === undefined) continue;
      const isPartly = scope.isPartly === true || outermostBranch(call, query.node) !== null;
      found.set(query, [
        ...(found.get(query) ?? []),
        { value: scope.value, node: call, definedAt: scope.node, ...(isPartly ? { isPartly: true as const } : {}) },
      ]);
    }
  }
  return found;
}

function narrowingHelpers(
  { unit }: FileReading,
  queries: readonly Query[],
): ReadonlyMap<SyntaxNode, readonly Narrowing[]> {
  const helpers = new Map<SyntaxNode, Narrowing[]>();
  for (const { node, scopes } of queries) {
    const fn = scopes.length === 0 ? null : enclosing(node, 'function');
    const root = fn === null ? null : rootOf(node);
    if (fn === null || root === null) continue;
    const parameter = childrenOfKind(fn, 'parameter').findIndex((each) => {
      const name = childOf(each, 'parameter.name') ?? each;
      return unit.textOf(name) === unit.textOf(root);
    });
    const body = childOf(fn, 'function.body');
    if (parameter < 0 || body === null) continue;
    const isPartly = outermostBranch(node, fn) !== null;
    helpers.set(fn, [
      ...(helpers.get(fn) ?? []),
      ...scopes.map((scope) => ({ parameter, scope: isPartly ? { ...scope, isPartly: true as const } : scope })),
    ]);
  }
  return helpers;
}

/** The name that a chain of calls begins with; null when it begins with something else. */
export function rootOf(call: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = call;
  while (at !== null && (at.kind === 'call' || at.kind === 'member'))
    at = childOf(at, at.kind === 'call' ? 'call.callee' : 'member.object');
  return at?.kind === 'name' && at !== call ? at : null;
}
