import type { NodeKind, SyntaxNode } from '../model/syntax.ts';
import { firstWhere } from '../text/first-where.ts';
import type { Unit } from './unit.ts';

/** By what `ofKind` answers, which is one list a unit and kind. */
const sorted = new WeakMap<readonly SyntaxNode[], readonly SyntaxNode[]>();

/** The nodes of a kind that lie in a stretch of a file, by where they begin: those outside it are not looked at. */
export function* nodesWithin(
  { ofKind }: Pick<Unit, 'ofKind'>,
  kinds: readonly NodeKind[],
  { start, end }: Pick<SyntaxNode, 'start' | 'end'>,
): Generator<SyntaxNode> {
  for (const kind of kinds) {
    const all = byStart(ofKind(kind));
    for (let at = firstWhere(all, (node) => node.start >= start); at < all.length && all[at]!.start <= end; at += 1)
      if (all[at]!.end <= end) yield all[at]!;
  }
}

function byStart(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const known = sorted.get(nodes);
  if (known !== undefined) return known;
  const found = nodes.toSorted((one, other) => one.start - other.start);
  sorted.set(nodes, found);
  return found;
}
