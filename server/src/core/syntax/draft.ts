import type { NodeKind } from '../model/syntax.ts';

/** A syntax node under construction. Becomes a `SyntaxNode` by being handed out. */
export interface DraftNode {
  readonly kind: NodeKind;
  role: string | null;
  start: number;
  readonly end: number;
  parent: DraftNode | null;
  children: DraftNode[];
  index: number;
}

export function draft(kind: NodeKind, role: string | null, start: number, end: number): DraftNode {
  return { kind, role, start, end, parent: null, children: [], index: 0 };
}

export function append(parent: DraftNode, child: DraftNode): void {
  child.parent = parent;
  parent.children.push(child);
}
