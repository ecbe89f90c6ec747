import type { NodeKind, SyntaxNode } from '../model/syntax.ts';

/** The first child that plays `role`, in source order. */
export function childOf(node: SyntaxNode, role: string): SyntaxNode | null {
  for (const child of node.children) if (child.role === role) return child;
  return null;
}

export function childrenOf(node: SyntaxNode, role: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.role === role);
}

export function childrenOfKind(node: SyntaxNode, kind: NodeKind): readonly SyntaxNode[] {
  return node.children.filter((child) => child.kind === kind);
}

/** The nearest node around `node`, itself excluded, of one of `kinds`. */
export function enclosing(node: SyntaxNode, ...kinds: readonly NodeKind[]): SyntaxNode | null {
  for (let at = node.parent; at !== null; at = at.parent) if (kinds.includes(at.kind)) return at;
  return null;
}

/** `node` and all below it, in document order. `enter` may answer false to leave a subtree out. */
export function* descendants(
  node: SyntaxNode,
  enter: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  const stack: SyntaxNode[] = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    yield at;
    if (!enter(at)) continue;
    for (let i = at.children.length - 1; i >= 0; i -= 1) stack.push(at.children[i]!);
  }
}

const returns = new WeakMap<SyntaxNode, readonly SyntaxNode[]>();

/** The `return`s of a function, without those of functions and classes inside it. Many ask; the body is walked once. */
export function returnsIn(fn: SyntaxNode): readonly SyntaxNode[] {
  const known = returns.get(fn);
  if (known !== undefined) return known;
  const body = childOf(fn, 'function.body');
  const found: SyntaxNode[] = [];
  for (const at of body === null ? [] : descendants(body, ({ kind }) => kind !== 'function' && kind !== 'class'))
    if (at.kind === 'return') found.push(at);
  returns.set(fn, found);
  return found;
}
