import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';

const MAX_TEXT = 160;

/** The beginning of what a local name was given; empty for what is none. */
export function madeOf({ unit, scopes }: FileReading, node: SyntaxNode): string {
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value === null ? '' : unit.textOf(value).slice(0, MAX_TEXT);
}
