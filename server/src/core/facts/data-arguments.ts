import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import type { OpenParameter } from './data-leak.ts';
import type { Unit } from './unit.ts';

/** A parameter as callers fill it: `self` of Python is none. */
export function parameterOf(unit: Unit, fn: SyntaxNode, node: SyntaxNode, name: string): OpenParameter {
  const all = fn.children.filter((child) => child.kind === 'parameter');
  const shift = all[0] !== undefined && /^(?:self|cls)$/.test(unit.textOf(all[0])) ? 1 : 0;
  const rest = childrenOf(node, 'parameter.modifier').some((each) => /^(?:\.\.\.|\*\*?)$/.test(unit.textOf(each)));
  return { function: fn, index: all.indexOf(node) - shift, name, rest };
}

/** The arguments of a call that become a parameter of the function called. */
export function argumentsFor(
  unit: Unit,
  call: SyntaxNode,
  open: Pick<OpenParameter, 'index' | 'name' | 'rest'>,
): readonly SyntaxNode[] {
  const args = childrenOf(call, 'call.argument').filter((each) => each.kind !== 'comment');
  const named = args.find((arg) => {
    const name = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
    return name !== null && unit.textOf(name) === open.name;
  });
  if (named !== undefined) return [named];
  const positional = args.filter((arg) => arg.kind !== 'keyword');
  if (open.rest) return [...positional.slice(open.index), ...args.filter((arg) => arg.kind === 'keyword')];
  const one = positional[open.index];
  return one === undefined || one.kind === 'spread' ? [] : [one];
}

const GOES_THROUGH = /^(?:map|flatMap|forEach|each|filter|find|some|every|reduce|for_each|stream|peek|then|let|also)$/;

/** What a function is called on each of: `emails` of `emails.forEach((each) => …)`; null when it is no such callback. */
export function iteratedBy(unit: Unit, fn: SyntaxNode): SyntaxNode | null {
  const call = fn.role === 'call.argument' ? fn.parent : null;
  const callee = call === null ? null : childOf(call, 'call.callee');
  const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  if (callee === null || property === null || !GOES_THROUGH.test(unit.textOf(property))) return null;
  return childOf(callee, 'member.object');
}
