import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { valueGiven } from '../value-given.ts';
import { actorAt } from './actor.ts';
import { isSameNoun } from './belonging.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

/** What callers have that says nothing of what is theirs. */
const NO_RELATION =
  /^(?:id|role|roles|language|lang|locale|time ?zone|tz|theme|name|type|status|state|level|plan|date)$/;

/** `domain=user.mailbox.domain`, `mailbox=user.mailbox`: rows that hang on what the caller has, by the same name. */
export function isCallersOwn(reading: FileReading, key: string, value: SyntaxNode): boolean {
  if (value.kind !== 'member') return false;
  const actor = actorAt(reading, value);
  const last = actor?.rest.at(-1);
  const noun = wordsOf(key.split(/__|\./).findLast((part) => !/^(?:in|exact|id|pk)$/.test(part)) ?? '');
  return (
    actor?.strength === 'strong' &&
    last !== undefined &&
    !NO_RELATION.test(last) &&
    noun !== '' &&
    isSameNoun(noun, last)
  );
}

const GIVES =
  /\b(?:for|of|by|visible|viewable|readable|editable|accessible|permitted|allowed|owned|managed|administered)\b/;

/** `domain__in=Domain.objects.get_for_admin(user)`: those that a call finds for the caller. */
export function isGivenForCaller(reading: FileReading, key: string, value: SyntaxNode): boolean {
  if (!/(?:__|^)in$|_ids?$|Ids?$/.test(key)) return false;
  const call = value.kind === 'name' ? valueGiven(reading, value) : value;
  const inner = call?.kind === 'await' ? call.children[0] : call;
  const callee = inner?.kind === 'call' ? childOf(inner, 'call.callee') : null;
  if (inner === undefined || inner === null || callee === null) return false;
  if (!GIVES.test(wordsOf(lastName(reading.unit, callee) ?? ''))) return false;
  return childrenOf(inner, 'call.argument').some((arg) => {
    const actor = actorAt(reading, childOf(arg, 'keyword.value') ?? arg);
    return actor?.strength === 'strong' && (actor.rest.length === 0 || /\bid$/.test(actor.rest[0]!));
  });
}
