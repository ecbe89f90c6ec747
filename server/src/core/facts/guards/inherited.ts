import type { FunctionSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { rowOf } from '../../text/row-of.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { GuardReading } from './define.ts';
import { lastName } from './paths.ts';

/** A method of a base class: of this file, or of another by its summary. */
export interface Inherited {
  readonly node: SyntaxNode | null;
  readonly summary: FunctionSummary | null;
}

/** What `super().check` and `super.check` stand for; null when it is no such call, or the base class is not known. */
export function inheritedMember(reading: GuardReading, callee: SyntaxNode): Inherited | null {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const owner = object !== null && /^super\b/.test(reading.unit.textOf(object)) ? enclosing(callee, 'class') : null;
  const name = owner === null ? null : lastName(reading.unit, callee);
  if (owner === null || name === null) return null;
  for (const base of childrenOf(owner, 'class.base')) {
    const value = reading.resolver.valueOf(base);
    if (value.kind === 'class' && value.node !== owner) {
      const member = reading.scopes.membersOf(value.node).get(name);
      if (member?.kind === 'function') return { node: member, summary: null };
    }
    const summary =
      value.kind === 'symbol' && value.exported?.kind === 'class' ? rowOf(value.exported.members, name) : undefined;
    if (summary?.kind === 'function') return { node: null, summary };
  }
  return null;
}
