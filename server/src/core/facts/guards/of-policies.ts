import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import { isSelf } from '../scopes.ts';
import { actorAt } from './actor.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { checkName } from './names.ts';
import { lastName } from './paths.ts';
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

/** Services that are there to say who may, as whoever asks them calls them. */
const RIGHTS =
  /^(?:(?:\w+ )?(?:permissions?|perms|acl|authz|authori[sz]er|rbac|entitlements?|access control))(?: (?:service|manager|checker|validator|evaluator))?$/;
/** They read and write rights, and ask for none. */
const NO_QUESTION =
  /^(?:get|list|set|add|create|update|delete|remove|save|find|fetch|load|new|init|register|read|write|store|grant|revoke|sync|reset|count|with|build|make|start|stop|close|open|run|migrate|parse|marshal|unmarshal)\b/;

/** `if err := s.permissions.ChannelManage(userID, id); err != nil`: what a service of rights answers with an error. */
export function askedOfRights(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  if (!reading.unit.language.returnsSeveral) return null;
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (callee === null || object === null || childrenOf(call, 'call.argument').length < 2) return null;
  const name = wordsOf(lastName(reading.unit, callee) ?? '');
  if (name === '' || NO_QUESTION.test(name) || !RIGHTS.test(wordsOf(lastName(reading.unit, object) ?? ''))) return null;
  return literal<Atom>(actorAtom('check', checkName(name), 'strong'));
}
