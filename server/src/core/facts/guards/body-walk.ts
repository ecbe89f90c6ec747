import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { declaredName, symbolPath } from '../names.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { type Ending, endingOf } from './denial.ts';

/** What walking a body has come past. */
export interface Walk {
  readonly reading: GuardReading;
  readonly found: FoundGuard[];
  /** Of the function, for what it says itself to be about. */
  readonly name: string;
  /** The same with what it stands in: `AuthService.login`. */
  readonly symbol: string;
  /** Denies what is wrong with credentials, to those who give some. */
  isOptional: boolean;
  /** The function whose call lets a request pass: the parameter of a decorator. */
  readonly wrapped: ReadonlySet<string>;
  hasEffect: boolean;
}

export function startWalk(reading: GuardReading, fn: SyntaxNode): Walk {
  return {
    reading,
    found: [],
    name: declaredName(reading.unit, fn) ?? '',
    symbol: symbolPath(reading.unit, fn) ?? '',
    isOptional: false,
    wrapped: wrappedNames(reading, fn),
    hasEffect: false,
  };
}

/** Parameters of the functions around: `return f(*args)` in a decorator hands the request on. */
function wrappedNames(reading: GuardReading, fn: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = fn.parent; at !== null; at = at.parent) {
    if (at.kind !== 'function') continue;
    for (const parameter of childrenOf(at, 'function.parameter').concat(
      at.children.filter((child) => child.kind === 'parameter'),
    )) {
      const name = childOf(parameter, 'parameter.name');
      if (name !== null) names.add(reading.unit.textOf(name));
    }
  }
  return names;
}

/** Once, however often the walk comes past the same check. */
export function add(walk: Walk, guard: FoundGuard): void {
  const known = walk.found.find(
    (each) =>
      each.norm === guard.norm &&
      each.node === guard.node &&
      each.condition === guard.condition &&
      each.checked === guard.checked,
  );
  if (known === undefined) walk.found.push(walk.hasEffect ? { ...guard, order: 'after-effect' } : guard);
}

/** What was found from `from` on refuses, and what follows is done all the same, or before the answer is there. */
export function markFrom(walk: Walk, from: number, order: 'goes-on' | 'unawaited'): void {
  for (let index = from; index < walk.found.length; index += 1) walk.found[index] = { ...walk.found[index]!, order };
}

/** How a statement ends what runs; a call of what a decorator wraps lets the request pass. */
export function endingOfStatement(walk: Walk, statement: SyntaxNode): Ending | null {
  const call = statement.kind === 'return' ? statement.children.find((child) => child.kind !== 'comment') : undefined;
  const callee =
    call?.kind === 'call' || call?.kind === 'await'
      ? childOf(call.kind === 'await' ? call.children[0]! : call, 'call.callee')
      : null;
  if (callee?.kind === 'name' && walk.wrapped.has(walk.reading.unit.textOf(callee))) return 'pass';
  return endingOf(walk.reading, statement);
}
