import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf } from '../../text/tree.ts';

const MAX_DEPTH = 20;

/** The outermost `if` around `node` that `outside` is not in; null when there is none. */
export function outermostBranch(node: SyntaxNode, outside: SyntaxNode): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  for (let at: SyntaxNode = node; at.parent !== null && !holds(at.parent, outside); at = at.parent)
    if (at.role === 'if.then' || at.role === 'if.else') found = at.parent;
  return found;
}

/** One of `nodes` stands in each way through an `if`. */
export function isInEveryBranch(branch: SyntaxNode, nodes: readonly SyntaxNode[], depth = 0): boolean {
  const others = childrenOf(branch, 'if.else');
  // Python's `elif` and `else` stand side by side.
  const isClosed = others.length > 0 && (others.length === 1 || others.at(-1)!.kind !== 'if');
  return isClosed && depth < MAX_DEPTH && [...childrenOf(branch, 'if.then'), ...others].every(isCovered);

  function isCovered(way: SyntaxNode): boolean {
    const inside = nodes.filter((node) => holds(way, node));
    if (way.kind === 'if')
      return others.length > 1 ? childrenOf(way, 'if.then').every(isCovered) : isInEveryBranch(way, inside, depth + 1);
    // Several stand in one `if`: it is asked once.
    const inner = new Set(inside.map((node) => outermostBranch(node, way)));
    return inner.has(null) || [...inner].some((each) => each !== null && isInEveryBranch(each, inside, depth + 1));
  }
}

function holds(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
