import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';

/** `{ ok: true }`, `Result(ok=True)`: what an answer says by name; null when it says nothing so. */
export function partsOf(value: SyntaxNode): readonly SyntaxNode[] | null {
  if (value.kind === 'object') return value.children;
  const named = value.kind === 'call' || value.kind === 'new' ? value.children.filter(isNamed) : [];
  return named.length === 0 ? null : named;
}

function isNamed({ kind }: SyntaxNode): boolean {
  return kind === 'keyword';
}

export function keyOfPart(part: SyntaxNode): SyntaxNode | null {
  return part.kind === 'shorthand' ? part : childOf(part, part.kind === 'keyword' ? 'keyword.name' : 'entry.key');
}

export function valueOfPart(part: SyntaxNode): SyntaxNode | null {
  return childOf(part, part.kind === 'keyword' ? 'keyword.value' : 'entry.value');
}
