import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

export interface TakenForPattern {
  readonly pattern: SyntaxNode;
  readonly isNot: boolean;
  /** What is asked besides, in its order. */
  readonly rest: readonly { readonly node: SyntaxNode; readonly isAll: boolean }[];
}

/** More questions in a row are about something else, as far as anybody can tell. */
const MAX_PARTS = 12;

/** C#'s grammar reads `order is null || order.UserId != id` as `order is (null || …)`; null for what is a pattern. */
export function takenForPattern(unit: Unit, right: SyntaxNode): TakenForPattern | null {
  const isNot = right.kind === 'unary';
  let at = isNot ? childOf(right, 'unary.operand') : right;
  const rest: { readonly node: SyntaxNode; readonly isAll: boolean }[] = [];
  while (at?.kind === 'binary' && rest.length < MAX_PARTS) {
    const [operator, part] = [childOf(at, 'binary.operator'), childOf(at, 'binary.right')];
    const written = operator === null ? '' : unit.textOf(operator);
    if (part === null || !['&&', '||'].includes(written)) break;
    rest.unshift({ node: part, isAll: written === '&&' });
    at = childOf(at, 'binary.left');
  }
  return at === null || rest.length === 0 || at.kind === 'binary' ? null : { pattern: at, isNot, rest };
}
