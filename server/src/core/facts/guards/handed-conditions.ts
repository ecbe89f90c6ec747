import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { type Formula, literalsOf, mapLiterals, negate } from './formula.ts';

/**
 * `toVerdict(doc.ownerId === user.id)`: what a function answers that is handed a condition, with the condition in the place of its
 * parameter. Null: it is none of this file, or its answer does not depend on what it is handed.
 * @param part which part of the answer says how it went, when it has several
 */
export function answeredOnHanded(reading: GuardReading, call: SyntaxNode, part?: string): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  const value = callee === null ? null : reading.resolver.valueOf(callee);
  const answer = value?.kind === 'function' ? reading.verdictOf(value.node, part) : null;
  if (value?.kind !== 'function' || answer === null) return null;
  const handed = handedTo(reading, call, value.node);
  const isAsked = ({ atom }: { readonly atom: Atom }): boolean => atom.kind === 'other' && handed.has(atom.text);
  if (![...literalsOf(answer)].some(isAsked)) return null;
  return mapLiterals(answer, (one) => {
    const given = one.atom.kind === 'other' ? handed.get(one.atom.text) : undefined;
    const asked = given === undefined ? null : reading.conditionOf(given);
    return asked === null ? one : one.holds ? asked : negate(asked);
  });
}

/** Arguments by the names of the parameters that they stand for. */
function handedTo({ unit }: GuardReading, call: SyntaxNode, fn: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const args = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment');
  const parameters = fn.children.filter(({ kind }) => kind === 'parameter');
  return new Map(
    parameters.flatMap((parameter, index) => {
      const name = childOf(parameter, 'parameter.name') ?? parameter;
      const arg = args[index];
      return arg === undefined || arg.kind === 'keyword' || arg.kind === 'spread'
        ? []
        : [[unit.textOf(name), arg] as const];
    }),
  );
}
