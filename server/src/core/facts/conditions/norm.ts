import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { LIKE } from '../guards/condition.ts';
import type { Binding } from '../scopes.ts';

const MAX_PARTS = 60;

/** What is asked, without the names of locals and parameters, and whichever answer is wanted. */
export function normOf({ unit, scopes }: Reading, node: SyntaxNode): string {
  const parts: string[] = [];
  let count = 0;
  for (const at of descendants(node)) {
    if ((count += 1) > MAX_PARTS) break;
    if (at.children.length > 0 || at.kind === 'comment') continue;
    const text = unit.textOf(at);
    if (at.kind === 'name' || at.kind === 'shorthand') {
      parts.push(isLocal(scopes.lookUp(text, at)) ? '_' : text);
    } else parts.push(at.kind === 'operator' ? (LIKE[text] ?? text).replace('===', '==') : text);
  }
  return parts.join(' ');
}

function isLocal(binding: Binding | null): boolean {
  if (binding === null) return false;
  return binding.how === 'parameter' || (binding.how === 'assign' && enclosing(binding.node, 'function') !== null);
}

/** Says more than that something is there, or is alike. */
export function isTelling(norm: string): boolean {
  return /[A-Za-z]/.test(norm.replaceAll(/\b(?:null|nil|None|undefined|true|false|True|False|is|in|typeof)\b/g, ''));
}
