import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';

/** What a module exports by name, for frameworks that call exports by their names; `default` is a name like any other. */
export function exportedValues({ unit, scopes }: FileReading): readonly (readonly [string, SyntaxNode])[] {
  const found: (readonly [string, SyntaxNode])[] = [];
  for (const statement of unit.ofKind('export')) {
    const value = childOf(statement, 'export.default');
    if (value !== null) found.push(['default', value]);
    for (const child of statement.children) {
      if (child === value) continue;
      if (child.kind === 'function') {
        const name = declaredName(unit, child);
        if (name !== null) found.push([name, child]);
      } else if (child.kind === 'assign') {
        const target = childOf(child, 'assign.target');
        const assigned = childOf(child, 'assign.value');
        if (target !== null && assigned !== null) found.push([unit.textOf(target), assigned]);
      } else if (child.kind === 'specifier' && childOf(statement, 'export.module') === null) {
        const name = childOf(child, 'specifier.name');
        const alias = childOf(child, 'specifier.alias');
        const binding = name === null ? null : scopes.lookUp(unit.textOf(name), statement);
        if (name === null || binding === null) continue;
        const bound = binding.how === 'assign' ? childOf(binding.node, 'assign.value') : binding.node;
        if (bound !== null) found.push([unit.textOf(alias ?? name), bound]);
      }
    }
  }
  return found;
}
