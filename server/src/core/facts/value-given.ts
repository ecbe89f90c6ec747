import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';

/** What a local name was given as a whole, `value` of `const name = value`; null when it was none, or is a part of it. */
export function valueGiven(
  { unit, scopes }: Pick<FileReading, 'unit' | 'scopes'>,
  node: SyntaxNode,
): SyntaxNode | null {
  const isNamed = node.kind === 'name' || node.kind === 'shorthand';
  const binding = isNamed ? scopes.lookUp(unit.textOf(node), node) : null;
  return binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
}

/** The call that a local name was given the answer of. */
export function callGiven(reading: Pick<FileReading, 'unit' | 'scopes'>, node: SyntaxNode): SyntaxNode | null {
  const value = valueGiven(reading, node);
  const call = value?.kind === 'await' ? value.children[0] : value;
  return call?.kind === 'call' ? call : null;
}
