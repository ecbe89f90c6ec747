import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';

const MAX_TEXT = 160;
const MAX_HOPS = 2;

/** The beginning of what a local name was given; empty for what is none. */
export function madeOf(reading: FileReading, node: SyntaxNode, hops = MAX_HOPS): string {
  const { unit, scopes } = reading;
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  if (value === null) return '';
  // `const { expiresAt } = row`
  const further =
    binding?.how === 'assign' && binding.keys.length > 0 && hops > 0 ? madeOf(reading, value, hops - 1) : '';
  return `${unit.textOf(value).slice(0, MAX_TEXT)} ${further}`.trimEnd();
}
