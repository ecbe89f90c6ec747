import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

/** `*base` of YAML: the value that the last anchor of that name before it stands at; null when it is no alias. */
export function createAnchors(unit: Unit): (node: SyntaxNode) => SyntaxNode | null {
  let known: Map<string, SyntaxNode[]> | null = null;
  const read = (): Map<string, SyntaxNode[]> => {
    const anchors = new Map<string, SyntaxNode[]>();
    for (const node of unit.ofKind('other')) {
      if (node.role !== 'entry.anchor' || node.parent === null) continue;
      const value = childOf(node.parent, 'entry.value');
      if (value === null) continue;
      const name = unit.textOf(node).slice(1);
      const list = anchors.get(name);
      if (list === undefined) anchors.set(name, [value]);
      else list.push(value);
    }
    return anchors;
  };
  return (node) => {
    if (unit.language.isCode || unit.tree.text[node.start] !== '*') return null;
    known ??= read();
    const list = known.get(unit.textOf(node).slice(1)) ?? [];
    return list.findLast(({ start }) => start < node.start) ?? null;
  };
}
