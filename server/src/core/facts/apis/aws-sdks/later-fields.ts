import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf, enclosing } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';

/** What the function that makes something gives it later, before a call: `input.KMSKeyId = key`, `params["Tags"] = tags`. */
export function laterFields(
  { unit, resolver }: Reading,
  call: SyntaxNode,
  made: SyntaxNode,
): ReadonlyMap<string, SyntaxNode> {
  const fn = enclosing(made, 'function') ?? unit.tree.root;
  const fields = new Map<string, SyntaxNode>();
  for (const node of unit.ofKind('assign')) {
    if (node.start < fn.start || node.end > call.start) continue;
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    const object = target === null ? null : (childOf(target, 'member.object') ?? childOf(target, 'index.object'));
    const field = target === null || object === null || value === null ? null : fieldOf(unit, target);
    if (field === null) continue;
    const owner = resolver.valueOf(object!);
    if ((owner.kind === 'object' || owner.kind === 'call') && owner.node === made) fields.set(field, value!);
  }
  return fields;
}

function fieldOf(unit: Reading['unit'], target: SyntaxNode): string | null {
  const property = childOf(target, 'member.property');
  if (property !== null) return unit.textOf(property);
  const key = childOf(target, 'index.key');
  return key?.kind === 'string' ? unit.language.readString(unit.textOf(key)) : null;
}
