import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import { isSelf } from '../scopes.ts';
import { actorAt } from './actor.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { checkName } from './names.ts';
import { wordsOf } from './words.ts';

const POLICY = /(?:Policy|Policies|Voter|Permission|Permissions|Ability|Authorizer|Authoriser|AccessChecker)$/;

/**
 * `$this->isOnlyAssigned($thread, $user)` in a class that is there to decide: what its methods ask of the caller is a check,
 * whatever they are called. Null: it is none.
 */
export function askedOfPolicy(
  reading: FileReading,
  call: SyntaxNode,
  callee: SyntaxNode,
  name: string,
): Formula<Atom> | null {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (object === null || !isSelf(reading.unit, object)) return null;
  const owner = enclosing(call, 'class');
  if (owner === null || !POLICY.test(declaredName(reading.unit, owner) ?? '')) return null;
  return childrenOf(call, 'call.argument').some((arg) => actorAt(reading, arg) !== null)
    ? literal<Atom>(actorAtom('check', checkName(wordsOf(name)), 'strong'))
    : null;
}
