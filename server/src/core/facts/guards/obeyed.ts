import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { fromSummaries } from './found.ts';
import { isOfInput } from './input-atoms.ts';
import { alternativesOf } from '../../model/requirement.ts';

/**
 * `if (refused(ctx)) return;`, where `refused` answers the caller itself: what it refuses is refused here, because this function
 * leaves by its answer.
 */
export function obeyedBy(reading: GuardReading, branch: SyntaxNode): readonly FoundGuard[] {
  const condition = childOf(branch, 'if.condition');
  const call = condition?.kind === 'unary' ? childOf(condition, 'unary.operand') : condition;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  if (call == null || callee === null || !leaves(branch)) return [];
  const value = reading.resolver.valueOf(callee);
  if (value.kind !== 'function' || (value.node.start <= call.start && call.end <= value.node.end)) return [];
  const checks = reading
    .checksIn(value.node)
    .checks.filter(
      ({ norm, condition: on }) => on === undefined && !alternativesOf(norm).every(({ kind }) => isOfInput(kind)),
    );
  return fromSummaries(reading, call, checks, 'It refuses by itself, and what it answers is obeyed.');
}

/** The branch does nothing but leave, without a value or with one that says no. */
function leaves(branch: SyntaxNode): boolean {
  const [then, ...more] = childrenOf(branch, 'if.then');
  if (then === undefined || more.length > 0 || childOf(branch, 'if.else') !== null) return false;
  const inside = then.kind === 'block' ? then.children.filter(({ kind }) => kind !== 'comment') : [then];
  const [only, ...others] = inside;
  if (only?.kind !== 'return' || others.length > 0) return false;
  const given = only.children.find(({ kind }) => kind !== 'comment');
  return given === undefined || given.kind === 'null' || given.kind === 'boolean';
}
