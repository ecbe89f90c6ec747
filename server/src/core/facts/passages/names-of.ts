import type { FunctionRef } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { isFolderPattern } from '../../text/folder-pattern.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { declaredName, symbolPath } from '../names.ts';
import { importedPaths } from '../resolve/module-of.ts';
import type { SymbolValue } from '../value.ts';

/** Functions by the names that other files know them by. */
export interface FunctionNames {
  /** Null for callbacks. */
  readonly symbolOf: (fn: SyntaxNode) => string | null;
  /** The function others know, or the route whose handler has no name, that a node stands in. */
  readonly holderOf: (node: SyntaxNode) => string;
  /** The function of the workspace that an expression is. */
  readonly refOf: (node: SyntaxNode) => FunctionRef | null;
  /** And that a call calls. */
  readonly calledBy: (call: SyntaxNode) => FunctionRef | null;
  /** What a name of this file is in the file that it is imported from, whatever that is. */
  readonly importedAs: (node: SyntaxNode) => FunctionRef | null;
}

export function createFunctionNames(reading: Reading): FunctionNames {
  const { unit, resolver, routes } = reading;
  const handlers = new Map(
    routes.flatMap((route) => (route.handler === null ? [] : [[route.handler, route.symbol] as const])),
  );
  const refs = new Map<SyntaxNode, FunctionRef | null>();
  const holders = new Map<SyntaxNode, string>();

  function symbolOf(fn: SyntaxNode): string | null {
    return declaredName(unit, fn) === null ? null : symbolPath(unit, fn);
  }

  function holderOf(node: SyntaxNode): string {
    let at: SyntaxNode | null = node;
    while (at !== null && !(at.kind === 'function' && (handlers.has(at) || declaredName(unit, at) !== null)))
      at = at.parent;
    if (at === null) return '';
    const known = holders.get(at);
    if (known !== undefined) return known;
    const holder = symbolOf(at) ?? handlers.get(at) ?? '';
    holders.set(at, holder);
    return holder;
  }

  function refOf(node: SyntaxNode): FunctionRef | null {
    const value = resolver.valueOf(node);
    if (value.kind === 'function') {
      const symbol = symbolOf(value.node);
      return symbol === null ? null : { path: unit.path, symbol };
    }
    if (value.kind !== 'symbol') return null;
    if (value.exported?.kind !== 'function') return unreadRef(reading, value);
    const { path, symbol } = value.exported;
    return symbol === '' ? null : { path, symbol };
  }

  function calledBy(call: SyntaxNode): FunctionRef | null {
    const known = refs.get(call);
    if (known !== undefined) return known;
    const callee = childOf(call, 'call.callee');
    const found = callee === null ? null : refOf(callee);
    refs.set(call, found);
    return found;
  }

  function importedAs(node: SyntaxNode): FunctionRef | null {
    const binding = node.kind === 'name' ? reading.scopes.lookUp(unit.textOf(node), node) : null;
    if (binding?.how !== 'import') return null;
    const candidates = importedPaths(unit, binding.node).filter((path) => !isFolderPattern(path));
    const named = binding.node.kind === 'specifier' ? childOf(binding.node, 'specifier.name') : null;
    const symbol = named === null ? binding.name : unit.textOf(named);
    return candidates[0] === undefined
      ? null
      : { path: candidates[0], symbol: binding.node.role === 'import.default' ? 'default' : symbol, candidates };
  }

  return { symbolOf, holderOf, refOf, calledBy, importedAs };
}

/** A function of a file that nobody has read: of the change set, when this one is not part of it. It is called as it is imported. */
function unreadRef({ unit }: Reading, { name, origin, exported }: SymbolValue): FunctionRef | null {
  if (origin === null || exported?.kind === 'class' || name.includes('()')) return null;
  const candidates = importedPaths(unit, origin).filter((path) => !isFolderPattern(path));
  const [path] = candidates;
  const named = origin.kind === 'specifier' ? childOf(origin, 'specifier.name') : null;
  const symbol = named === null ? name.slice(name.lastIndexOf('.') + 1) : unit.textOf(named);
  if (path === undefined || origin.role === 'import.default' || !/^[\w$]+$/.test(symbol)) return null;
  return { path, symbol, candidates };
}
