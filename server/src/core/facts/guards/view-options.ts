import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { lastName } from './paths.ts';

const VIEW = /^(?:view_config|view_defaults)$/;

/** Pyramid: what a view asks for stands in the options of its decorator. */
export function viewOptions(
  reading: FileReading,
  call: SyntaxNode,
  callee: SyntaxNode,
): readonly (readonly Alternative[])[] {
  if (!VIEW.test(lastName(reading.unit, callee) ?? '')) return [];
  return reading.resolver.argumentsOf(call).flatMap(({ name, node }): readonly (readonly Alternative[])[] => {
    if (node === null) return [];
    const isOn = reading.unit.textOf(node) === 'True';
    if (name === 'require_csrf') return isOn ? [[{ kind: 'csrf', value: 'csrf' }]] : [];
    if (name === 'require_reauth') return isOn ? [[{ kind: 'credential', value: 'password' }]] : [];
    if (name !== 'permission') return [];
    const value = reading.resolver.valueOf(node);
    const right = value.kind === 'text' ? value.text : (lastName(reading.unit, node) ?? '');
    return right === '' ? [] : [[{ kind: 'scope', value: right.toLowerCase() }]];
  });
}
