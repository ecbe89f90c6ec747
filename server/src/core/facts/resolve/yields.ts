import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

/** Longer than `yield` and the blanks after it. */
const BEFORE = 10;

/** What a generator of Python gives, one after the other. No node of its own stands for `yield`: it is read before its value. */
export function yieldedIn(unit: Unit, fn: SyntaxNode): readonly SyntaxNode[] {
  const body = unit.language.id === 'python' ? childOf(fn, 'function.body') : null;
  if (body === null || !unit.textOf(body).includes('yield')) return [];
  const found = new Map<number, SyntaxNode>();
  for (const node of descendants(body, (at) => at.kind !== 'function' && at.kind !== 'class')) {
    // The first node at a place is the outermost.
    if (found.has(node.start) || node.kind === 'function' || node.kind === 'class') continue;
    const before = unit.tree.text.slice(Math.max(0, node.start - BEFORE), node.start);
    if (/\byield\s{1,4}$/.test(before)) found.set(node.start, node);
  }
  return [...found.values()];
}
