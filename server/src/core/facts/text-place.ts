import type { SyntaxNode } from '../model/syntax.ts';
import type { Unit } from './unit.ts';

/** A part of a text that no tree was made of: for its place. */
export function placeIn({ tree: { root } }: Unit, start: number, end: number): SyntaxNode {
  return { kind: 'other', role: null, start, end, parent: root, children: [], index: root.index };
}
