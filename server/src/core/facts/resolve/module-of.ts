import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { readModule } from '../scopes.ts';
import type { Unit } from '../unit.ts';

/** The specifier of the import or `require` that an origin stands in; null when it stands in none. */
export function moduleOf(unit: Unit, origin: SyntaxNode): string | null {
  const statement = origin.kind === 'call' ? origin : enclosing(origin, 'import');
  const module =
    statement === null ? null : childOf(statement, statement.kind === 'call' ? 'call.argument' : 'import.module');
  return module === null ? null : readModule(unit, module);
}

/** Workspace paths of what an origin imports; empty for packages. */
export function importedPaths(unit: Unit, origin: SyntaxNode): readonly string[] {
  const specifier = moduleOf(unit, origin);
  return specifier === null ? [] : unit.pathsOf(specifier);
}
