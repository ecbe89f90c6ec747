import type { WrittenText } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Unit } from '../unit.ts';

/** How an action with wildcards stands in its file; nothing where what stands there is no text of its own. */
export function writtenAs(unit: Unit, node: SyntaxNode, action: string): { readonly written?: WrittenText } {
  if (!action.includes('*') || node.kind === 'comment' || node.end - node.start > action.length + 2) return {};
  const text = unit.textOf(node);
  const quote = /^["']/.exec(text)?.[0] ?? '';
  if (text !== `${quote}${action}${quote}`) return {};
  const isYaml = unit.language.id === 'yaml';
  if (quote === '' && !isYaml) return {};
  const list = node.parent?.kind === 'array' ? node.parent : null;
  if (list === null) return { written: { as: 'value', quote } };
  if (!isYaml || unit.tree.text[list.start] === '[') return { written: { as: 'item', quote } };
  return unit.tree.text.slice(node.start - 2, node.start) === '- ' ? { written: { as: 'line', quote } } : {};
}
