import type { SyntaxNode } from '../model/syntax.ts';
import type { Unit } from './unit.ts';

/** A stretch of the text as a node of its own, inside the innermost node around it. */
export function spanOf({ tree }: Unit, start: number, end: number): SyntaxNode {
  let at = tree.root;
  for (;;) {
    const inner = at.children.find((child) => child.start <= start && child.end >= end);
    if (inner === undefined) break;
    at = inner;
  }
  return { kind: 'string', role: null, start, end, parent: at, children: [], index: at.index };
}
