import type { FreeName } from '../../model/language.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { rowOf } from '../../text/row-of.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { readModule } from '../scopes.ts';
import { unknown, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import type { Free } from './free.ts';
import { symbol } from './summaries.ts';

/** Longer chains of inheritance are not followed. */
const MAX_BASES = 20;

export interface Unbound {
  /** What a name of code means that nothing binds: a member of the class around, a variable of the system, a global. */
  readonly valueOfUnbound: (name: string, at: SyntaxNode) => Value;
  readonly valueOfFree: (free: FreeName, name: string, at: SyntaxNode) => Value;
}

/** `implicit`: what stands in a file beside this one and needs no import. */
export function createUnbound(
  { unit, scopes, memberOf }: Pick<ResolverCore, 'unit' | 'scopes' | 'memberOf'>,
  freeNameOf: Free,
  implicit: (name: string) => Value | null,
): Unbound {
  function valueOfUnbound(name: string, at: SyntaxNode): Value {
    const own = ownMember(name, at) ?? (unit.language.seesMembers ? inheritedMember(name, at) : null);
    if (own !== null) return own;
    const free = freeNameOf(name, at.role === 'call.callee');
    const whole = free?.kind === 'symbol' && free.name === name ? memberOfWhole(name, at) : null;
    if (whole !== null) return whole;
    if (free !== undefined) return valueOfFree(free, name, at);
    const global = rowOf(unit.language.globals, name);
    return global === undefined ? (implicit(name) ?? symbol(name, at)) : symbol(global, at);
  }

  /** `using static System.IO.File;`: a function that nothing else is, when one class alone brings in its own. */
  function memberOfWhole(name: string, at: SyntaxNode): Value | null {
    if (at.role !== 'call.callee' || unit.language.siblingPaths !== null) return null;
    const modules = unit.ofKind('import').flatMap((node) => {
      const module = childOf(node, 'import.wildcard') === null ? null : childOf(node, 'import.module');
      return module === null ? [] : [readModule(unit, module)];
    });
    return modules.length === 1 ? symbol(`${modules[0]!}.${name}`, at) : null;
  }

  /** What a class around gives by what it extends, when it is no class name. */
  function inheritedMember(name: string, at: SyntaxNode): Value | null {
    // Class names, and packages written out.
    if (/^[A-Z].*[a-z]|^(?:com|org|net|io|dev|java|javax|jakarta|software)$/.test(name)) return null;
    for (let owner = enclosing(at, 'class'); owner !== null; owner = enclosing(owner, 'class')) {
      if (childrenOf(owner, 'class.base').length === 0) continue;
      const value = memberOf({ kind: 'instance', node: owner }, name, at);
      if (value.kind !== 'unknown') return value;
    }
    return null;
  }

  /** A member of the class around, read without naming the object: `@client`, `helper()`. */
  function ownMember(name: string, at: SyntaxNode): Value | null {
    const { hasImplicitSelf, fieldName, fieldRead } = unit.language;
    if (!hasImplicitSelf && fieldName?.test(name) !== true) return null;
    for (let owner = enclosing(at, 'class'); owner !== null; owner = enclosing(owner, 'class'))
      for (const key of fieldRead === null || fieldName?.test(name) === true ? [name] : [name, fieldRead(name)])
        if (scopes.membersOf(owner).has(key)) return memberOf({ kind: 'instance', node: owner }, key, at);
    for (let owner = enclosing(at, 'class'); owner !== null && hasImplicitSelf; owner = enclosing(owner, 'class')) {
      const value = ofBase(owner, name, at, []);
      if (value !== null) return value;
    }
    return fieldName?.test(name) === true ? unknown : null;
  }

  /** The same of the classes of this file that it extends. */
  function ofBase(owner: SyntaxNode, name: string, at: SyntaxNode, seen: readonly SyntaxNode[]): Value | null {
    for (const base of childrenOf(owner, 'class.base')) {
      const named = base.kind === 'name' ? scopes.lookUp(unit.textOf(base), base) : null;
      if (named?.how !== 'class' || seen.includes(named.node) || seen.length >= MAX_BASES) continue;
      if (scopes.membersOf(named.node).has(name)) return memberOf({ kind: 'instance', node: named.node }, name, at);
      const value = ofBase(named.node, name, at, [...seen, named.node]);
      if (value !== null) return value;
    }
    return null;
  }

  function valueOfFree(free: FreeName, name: string, at: SyntaxNode): Value {
    if (free.kind === 'environment') return { kind: 'environment', name, fallback: null };
    if (free.kind === 'symbol') return symbol(free.name, at);
    const fn = free.kind === 'parameter' ? enclosing(at, 'function') : null;
    return free.kind === 'parameter' && fn !== null
      ? { kind: 'parameter', function: fn, index: free.index, name, keys: [] }
      : unknown;
  }

  return { valueOfUnbound, valueOfFree };
}
