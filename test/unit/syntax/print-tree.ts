import type { SyntaxNode, SyntaxTree } from '../../../server/src/core/model/syntax.ts';

/** A line a node: role, kind, and the text of leaves. Errors come last, with their text. */
export function printTree(tree: SyntaxTree): string {
  const lines: string[] = [];
  const print = (node: SyntaxNode, indent: string): void => {
    const role = node.role === null ? '' : `${node.role}: `;
    const text = node.children.length === 0 ? ` ${JSON.stringify(tree.text.slice(node.start, node.end))}` : '';
    lines.push(`${indent}${role}${node.kind}${text}`);
    for (const child of node.children) print(child, `${indent}  `);
  };
  print(tree.root, '');
  for (const { start, end } of tree.errors) lines.push(`error ${JSON.stringify(tree.text.slice(start, end))}`);
  return `${lines.join('\n')}\n`;
}
