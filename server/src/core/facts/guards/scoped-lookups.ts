import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import { lastName } from './paths.ts';
import type { Link, Scope } from './query-conditions.ts';
import { wordsOf } from './words.ts';

/** Calls that give of a model what somebody may see: scopes of models, and what policies leave of them. */
const SCOPED =
  /^(?:policy scope|(?:get )?(?:\w+ )?(?:objects|records|queryset|query set|items|documents) (?:for|of) user(?: .*)?|(?:visible|viewable|readable|editable|writable|accessible|available|permitted|owned|allowed)(?: (?:to|by|for))?(?: user)?|for (?:current )?user|with access(?: .*)?|restrict(?:ed)? to(?: user)?)$/;
/** These know the caller by themselves. */
const POLICY = /^policy scope$/;

export function isScoped(name: string): boolean {
  return SCOPED.test(wordsOf(name));
}

/** `policy_scope(Post)`, `Post.accessible_by(current_ability)`, `get_objects_for_user(request.user, 'view_post', Post)`. */
export function ofGiven(reading: FileReading, { name, call, args }: Link): readonly Scope[] {
  const words = wordsOf(name);
  if (!SCOPED.test(words)) return [];
  const isOfCaller = POLICY.test(words) || args.some((arg) => isCaller(reading, arg));
  return isOfCaller ? [{ value: 'owner', node: call }] : [];
}

/** The model that such a call is given. */
export function givenModel(reading: FileReading, links: readonly Link[]): string | null {
  const link = links.find(({ name }) => isScoped(name));
  const model = link?.args.find(
    (arg) => (arg.kind === 'name' || arg.kind === 'member') && /^[A-Z]/.test(lastName(reading.unit, arg) ?? ''),
  );
  return model === undefined ? null : lastName(reading.unit, model);
}

function isCaller(reading: FileReading, arg: SyntaxNode): boolean {
  if (/^(?:current_ability|currentAbility)$/.test(reading.unit.textOf(arg))) return true;
  return actorAt(reading, arg) !== null;
}
