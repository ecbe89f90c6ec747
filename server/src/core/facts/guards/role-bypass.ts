import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing, returnsIn } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { callGiven } from '../value-given.ts';
import { literalsOf } from './formula.ts';
import type { Query } from './query.ts';
import type { Scope } from './query-conditions.ts';
import { guardReading } from './reader.ts';

const OF_ROLES: ReadonlySet<string> = new Set(['role', 'scope']);
/** Nodes on the way up. */
const MAX_STEPS = 40;

/**
 * Whether somebody passes a query's limit by a role: `if user.is_staff: return Project.objects.get(pk=pk)` before the limited one,
 * `where: user.isAdmin ? { id } : { id, ownerId: user.id }`, `if not user.is_staff: rows = rows.filter(owner=user)`.
 */
export function isPassedByRole(reading: FileReading, query: Query, scope: Scope, all: readonly Query[]): boolean {
  const isInside = query.node.start <= scope.node.start && scope.node.end <= query.node.end;
  const fn = enclosing(query.node, 'function');
  if (hangsOnRole(reading, scope.node, isInside ? query.node : fn)) return true;
  if (fn !== null && returnsIn(fn).some((left) => leavesWith(reading, left, query) && hangsOnRole(reading, left, fn)))
    return true;
  return all.some(
    (other) =>
      other.target === query.target &&
      other.scopes.length === 0 &&
      enclosing(other.node, 'function') === fn &&
      (hangsOnRole(reading, other.node, fn) || hangsOnRole(reading, query.node, fn)),
  );
}

/** `return qs`: as it was before it was limited. */
function leavesWith(reading: FileReading, left: SyntaxNode, query: Query): boolean {
  const answer = left.children.find(({ kind }) => kind !== 'comment');
  return answer?.kind === 'name' && callGiven(reading, answer) === query.node;
}

/** It stands in a branch that is for a role, below `top`. */
function hangsOnRole(reading: FileReading, node: SyntaxNode, top: SyntaxNode | null): boolean {
  for (let at = node, step = 0; at.parent !== null && at !== top && step < MAX_STEPS; at = at.parent, step += 1) {
    const { parent } = at;
    if (parent.kind !== 'if' || !/^if\.(?:then|else)$/.test(at.role ?? '')) continue;
    const condition = childOf(parent, 'if.condition');
    if (condition !== null && asksRole(reading, condition)) return true;
  }
  return false;
}

function asksRole(reading: FileReading, condition: SyntaxNode): boolean {
  return [...literalsOf(guardReading(reading).conditionOf(condition))].some(
    ({ atom }) => atom.kind === 'actor' && OF_ROLES.has(atom.requirement.kind),
  );
}
