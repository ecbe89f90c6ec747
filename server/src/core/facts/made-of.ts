import type { SyntaxNode } from '../model/syntax.ts';
import type { FileReading } from './define.ts';
import { givenTo } from './value-given.ts';

const MAX_TEXT = 160;
const MAX_HOPS = 2;

/** The beginning of what a local name was given, or a part of; empty for what is none. */
export function madeOf(reading: FileReading, node: SyntaxNode, hops = MAX_HOPS): string {
  const given = node.kind === 'name' ? givenTo(reading, node) : null;
  if (given === null) return '';
  // `const { expiresAt } = row`
  const further = given.keys.length > 0 && hops > 0 ? madeOf(reading, given.value, hops - 1) : '';
  return `${reading.unit.textOf(given.value).slice(0, MAX_TEXT)} ${further}`.trimEnd();
}
