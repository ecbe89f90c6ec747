import type { WrittenText } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Unit } from '../unit.ts';

/** How a text with wildcards stands in its file; null where what stands there is no text of its own. */
export function writtenAs(unit: Unit, node: SyntaxNode, wildcard: string): WrittenText | null {
  if (!wildcard.includes('*') || node.kind === 'comment' || node.end - node.start > wildcard.length + 2) return null;
  const text = unit.textOf(node);
  const quote = /^["']/.exec(text)?.[0] ?? '';
  if (text !== `${quote}${wildcard}${quote}`) return null;
  const isYaml = unit.language.id === 'yaml';
  if (quote === '' && !isYaml) return null;
  const range = unit.rangeOf(node);
  const list = node.parent?.kind === 'array' ? node.parent : null;
  if (list === null) return { as: 'value', quote, range };
  if (!isYaml || unit.tree.text[list.start] === '[') return { as: 'item', quote, range };
  return unit.tree.text.slice(node.start - 2, node.start) === '- ' ? { as: 'line', quote, range } : null;
}
