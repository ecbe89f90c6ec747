import type { NodeKind, SyntaxNode } from '../model/syntax.ts';

/** A tree of a text that no grammar reads, node by node in document order. */
export interface TreeBuilder {
  readonly open: (kind: NodeKind, role: string | null, start: number) => void;
  /** Ends what was opened last. The root stays open. */
  readonly close: (end: number) => void;
  readonly leaf: (kind: NodeKind, role: string | null, start: number, end: number) => void;
  readonly nodes: readonly SyntaxNode[];
}

interface OpenNode {
  readonly kind: NodeKind;
  readonly role: string | null;
  readonly start: number;
  end: number;
  readonly parent: OpenNode | null;
  readonly children: OpenNode[];
  readonly index: number;
}

/** `length` is that of the text: the root is a block that spans it. */
export function createTreeBuilder(length: number): TreeBuilder {
  const root: OpenNode = { kind: 'block', role: null, start: 0, end: length, parent: null, children: [], index: 0 };
  const nodes: OpenNode[] = [root];
  let current = root;
  const add = (kind: NodeKind, role: string | null, start: number, end: number): OpenNode => {
    const node: OpenNode = { kind, role, start, end, parent: current, children: [], index: nodes.length };
    current.children.push(node);
    nodes.push(node);
    return node;
  };
  return {
    open: (kind, role, start) => {
      current = add(kind, role, start, start);
    },
    close: (end) => {
      if (current.parent === null) return;
      current.end = end;
      current = current.parent;
    },
    leaf: (kind, role, start, end) => void add(kind, role, start, end),
    nodes,
  };
}
