import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { Unit } from './unit.ts';

interface Bound {
  readonly how: string;
  readonly node: SyntaxNode;
  readonly start: number;
}

type Names<B> = ReadonlyMap<SyntaxNode, Map<string, B[]>>;

/**
 * `let client;` that a function fills: `function connect() { client = new Client(); }`. What stands around the function sees
 * what the function gives the name; a name that already has a value keeps it.
 */
export function fillOuterNames<B extends Bound>(
  unit: Unit,
  scopes: Names<B>,
  outside: (scope: SyntaxNode) => SyntaxNode | null,
): void {
  const { assignsOuter } = unit.language;
  if (assignsOuter === null) return;
  for (const [scope, names] of scopes) {
    if (scope.kind !== 'function') continue;
    for (const [name, bindings] of names) {
      const given = bindings.filter((binding) => !isEmpty(binding));
      const outer = given.length === bindings.length ? namesAround(scopes, outside, scope, name) : null;
      if (outer === null || !outer.every(isEmpty)) continue;
      const isOuter = ({ start }: B): boolean => assignsOuter(unit.tree.text.slice(scope.start, start), name);
      if (given.every(isOuter)) outer.push(...given);
    }
  }
}

function namesAround<B>(
  scopes: Names<B>,
  outside: (scope: SyntaxNode) => SyntaxNode | null,
  scope: SyntaxNode,
  name: string,
): B[] | null {
  for (let at = outside(scope); at !== null; at = outside(at)) {
    const found = at.kind === 'class' ? undefined : scopes.get(at)?.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

/** Declared, or set to nothing. */
function isEmpty({ how, node }: Bound): boolean {
  if (how !== 'assign' && how !== 'opaque') return false;
  const value = childOf(node, 'assign.value');
  return value === null ? childOf(node, 'assign.type') === null && node.parent?.kind !== 'loop' : value.kind === 'null';
}
