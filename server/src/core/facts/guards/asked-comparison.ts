import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

export interface AskedComparison {
  /** As they are written; '' for one that is longer than `maxSide`. */
  readonly left: string;
  readonly right: string;
  readonly operator: string;
}

/** What `if (a !== b)` compares; null when it asks something else. */
export function askedComparison(
  { unit }: Pick<FileReading, 'unit'>,
  node: SyntaxNode,
  maxSide: number,
): AskedComparison | null {
  const condition = childOf(node, 'if.condition');
  const asked = condition?.kind === 'other' ? condition.children[0] : condition;
  if (asked?.kind !== 'binary') return null;
  const side = (role: 'binary.left' | 'binary.right' | 'binary.operator'): string => {
    const found = childOf(asked, role);
    return found === null || found.end - found.start > maxSide ? '' : unit.textOf(found);
  };
  return { left: side('binary.left'), right: side('binary.right'), operator: side('binary.operator') };
}

const MAX_BRANCH = 400;

/** Whether what follows refuses in such words: `return res.status(405).end()`. */
export function refusesIn({ unit }: Pick<FileReading, 'unit'>, node: SyntaxNode, words: RegExp): boolean {
  return childrenOf(node, 'if.then').some((then) => words.test(unit.textOf(then).slice(0, MAX_BRANCH)));
}
