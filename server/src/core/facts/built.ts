import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, descendants } from '../text/tree.ts';
import type { Reading } from './define.ts';
import type { Argument, Value } from './value.ts';

/** `Request.builder().bucket(b)` says `bucket`; so do `withBucket(b)`, `setBucket(b)` and `set_bucket(b)`. */
function stepName(method: string): string {
  return method.replace(/^(?:with|set)(?:_|(?=[A-Z]))/, '').toLowerCase();
}

/** The first argument of each step of the chain of calls that made a value, by the step's name in lower case; the last one wins. */
export function stepsOf(value: Value | null): ReadonlyMap<string, Argument> {
  const steps = new Map<string, Argument>();
  for (let at = value; at !== null; at = at.kind === 'call' || at.kind === 'symbol' ? at.receiver : null) {
    if (at.kind !== 'call') continue;
    // What a declaration says is made is a class; how the last step was called says the syntax.
    const name = stepName(at.of.slice(at.of.lastIndexOf('.') + 1));
    const argument = at.args[0];
    if (argument !== undefined && !steps.has(name)) steps.set(name, argument);
  }
  return steps;
}

/** The same of `b -> b.bucket("x").key(k)`: what a function calls on its parameter. */
export function stepsInside({ unit, resolver }: Reading, fn: SyntaxNode): ReadonlyMap<string, Argument> {
  const steps = new Map<string, Argument>();
  for (const node of descendants(fn)) {
    const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
    const property = callee === null ? null : childOf(callee, 'member.property');
    const argument = property === null ? undefined : resolver.argumentsOf(node)[0];
    if (property === null || argument === undefined) continue;
    const name = stepName(unit.textOf(property));
    if (!steps.has(name)) steps.set(name, argument);
  }
  return steps;
}
