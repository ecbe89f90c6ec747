import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import type { Argument, Value } from '../../value.ts';

/** One call of `clientset.CoreV1().Pods(ns).List(ctx)`. */
export interface Step {
  readonly name: string;
  /** Canonical path, as far as it is known. */
  readonly path: string | null;
  readonly args: readonly Argument[];
}

const MAX_STEPS = 30;

/** The calls that lead to this one, itself last: as they are written, and through the names that hold what they give. */
export function stepsTo(reading: Reading, call: SyntaxNode): readonly Step[] {
  const steps: Step[] = [];
  let at: SyntaxNode | null = call;
  while (at?.kind === 'call' && steps.length < MAX_STEPS) {
    const callee: SyntaxNode | null = childOf(at, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    if (callee === null || property === null) break;
    steps.unshift({
      name: reading.unit.textOf(property),
      path: reading.resolver.calleeOf(at),
      args: reading.resolver.argumentsOf(at),
    });
    at = childOf(callee, 'member.object');
  }
  if (at === null) return steps;
  let value: Value | null = reading.resolver.valueOf(at);
  while (value !== null && (value.kind === 'call' || value.kind === 'symbol') && steps.length < MAX_STEPS) {
    if (value.kind === 'call')
      steps.unshift({ name: value.of.slice(value.of.lastIndexOf('.') + 1), path: value.of, args: value.args });
    value = value.receiver;
  }
  return steps;
}

/** The next call that is made on what this one gives. */
export function callOn(call: SyntaxNode): SyntaxNode | null {
  const member = call.role === 'member.object' ? call.parent : null;
  return member?.role === 'call.callee' && member.parent?.kind === 'call' ? member.parent : null;
}
