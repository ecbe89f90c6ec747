import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';

const NAMES = { assign: 'assign.target', entry: 'entry.key', keyword: 'keyword.name', field: 'field.name' } as const;

/** Nodes in which a value has a name. */
export type Named = keyof typeof NAMES;

/** The name of what such a node holds. */
export function nameIn(node: SyntaxNode, kind: Named): SyntaxNode | null {
  return childOf(node, NAMES[kind]);
}
