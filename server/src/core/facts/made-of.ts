import type { SyntaxNode } from '../model/syntax.ts';
import type { FileReading } from './define.ts';
import { givenTo } from './value-given.ts';

const MAX_TEXT = 160;

/** The beginning of what a local name was given, or a part of; empty for what is none. */
export function madeOf(reading: FileReading, node: SyntaxNode): string {
  const given = node.kind === 'name' ? givenTo(reading, node) : null;
  return given === null ? '' : reading.unit.textOf(given.value).slice(0, MAX_TEXT);
}
