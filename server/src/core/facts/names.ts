import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import { receiverType } from './receivers.ts';
import type { Unit } from './unit.ts';

/** The name people know a function or class by: its own, or that of what it is assigned to. Null for callbacks. */
export function declaredName(unit: Unit, node: SyntaxNode): string | null {
  const own = childOf(node, `${node.kind}.name`);
  if (own !== null) return unit.textOf(own);
  const parent = node.parent;
  if (parent === null) return null;
  const role =
    parent.kind === 'assign'
      ? 'assign.target'
      : parent.kind === 'entry'
        ? 'entry.key'
        : parent.kind === 'field'
          ? 'field.name'
          : null;
  if (role !== null) {
    const target = childOf(parent, role);
    if (target === null || target === node) return null;
    if (target.kind === 'member') {
      const property = childOf(target, 'member.property');
      return property === null ? null : unit.textOf(property);
    }
    return target.kind === 'name' || target.kind === 'property' || target.kind === 'string'
      ? unit.textOf(target).replace(/^["']|["']$/g, '')
      : null;
  }
  if (parent.kind === 'export') return 'default';
  // Wrapped once: `const f = wrap(() => …)` is still `f`, when it is the only function given.
  if (
    (parent.kind === 'call' || parent.kind === 'new') &&
    parent.parent?.kind === 'assign' &&
    parent.role === 'assign.value'
  ) {
    const functions = parent.children.filter((child) => child.kind === 'function');
    if (functions.length === 1) return declaredName(unit, parent);
  }
  if (parent.kind === 'await' || parent.kind === 'other') return declaredName(unit, parent);
  return null;
}

/** `Report.render`, `outer.inner`; null when nothing around the node has a name. */
export function symbolPath(unit: Unit, node: SyntaxNode): string | null {
  const names: string[] = [];
  for (let at: SyntaxNode | null = node; at !== null; at = enclosing(at, 'function', 'class', 'interface')) {
    if (at.kind !== 'function' && at.kind !== 'class' && at.kind !== 'interface') continue;
    const name = declaredName(unit, at);
    if (name !== null) names.unshift(name);
    const receiver = at.kind === 'function' ? receiverType(unit, at) : null;
    if (receiver !== null) names.unshift(receiver);
  }
  return names.length === 0 ? null : names.join('.');
}
