import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';

/** The function of the same file that a call runs; null when it stands elsewhere. */
export function functionCalled({ resolver }: Pick<FileReading, 'resolver'>, call: SyntaxNode): SyntaxNode | null {
  const callee = childOf(call, 'call.callee');
  const value = callee === null ? null : resolver.valueOf(callee);
  return value?.kind === 'function' ? value.node : null;
}
