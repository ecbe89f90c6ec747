import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, childrenOfKind } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

const MAX_WRAPPERS = 6;

/**
 * What `def managers(view): return login_required(permission_required('shop.manage')(view))` puts around what it is given, outermost
 * first; null for a function that answers anything else.
 */
export function wrappersIn(
  { unit }: FileReading,
  fn: SyntaxNode,
  answers: readonly SyntaxNode[],
): readonly SyntaxNode[] | null {
  const [parameter, ...others] = childrenOfKind(fn, 'parameter');
  const [answer, ...more] = answers;
  if (parameter === undefined || others.length > 0 || answer === undefined || more.length > 0) return null;
  const given = unit.textOf(childOf(parameter, 'parameter.name') ?? parameter);
  const wrappers: SyntaxNode[] = [];
  let at: SyntaxNode = answer;
  while (at.kind === 'call' && wrappers.length < MAX_WRAPPERS) {
    const callee = childOf(at, 'call.callee');
    const args = childrenOf(at, 'call.argument');
    if (callee === null || args.length !== 1) return null;
    wrappers.push(callee);
    at = args[0]!;
  }
  return wrappers.length > 0 && at.kind === 'name' && unit.textOf(at) === given ? wrappers : null;
}
