import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { asObject, asText, valueOfKey } from '../objects.ts';

/** The environment of a job, whose rules hold for it. */
export function environmentOf(
  reading: FileReading,
  job: SyntaxNode,
): { readonly name: string; readonly node: SyntaxNode } | null {
  const given = valueOfKey(reading, job, 'environment');
  const object = asObject(reading, given);
  const node = object === null ? given : valueOfKey(reading, object, 'name');
  const name = asText(reading, node);
  return name === null || node === null ? null : { name, node };
}
