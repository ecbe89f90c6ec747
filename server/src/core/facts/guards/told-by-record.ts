import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { constantAt, lastName } from './paths.ts';
import { pairsIn } from './query-conditions.ts';
import { queryAt } from './query-scope.ts';
import { wordsOf } from './words.ts';

/** Records that say what somebody has to do with something else. */
const RELATION =
  /\b(?:members?|memberships?|collaborators?|participants?|enroll?ments?|contributors?|permissions?|access|shares?|assignments?|attendees?|grants?)$/;
const FINDS = /^(?:get|find|fetch|load|look ?up|exists?|select|read|retrieve|query|count)\b/;
/** Rights are asked by name. */
const OF_RIGHTS = /\b(?:permissions?|access|grants?|shares?)$/;
const OF_BOTH =
  /\bby (?:\w+ )?(?:user|member|account|person)(?: id| uuid| name)? and (?!password|token|code|secret|provider|email|type|status)\w+|\bby (?!email|name|token|code|type|status)\w+(?: id| uuid)? and (?:user|member|account|person)(?: id| uuid| name)?$/;
/** What is handed on to every query, and says nothing of what is looked for. */
const PLUMBING =
  /^(?:(?:\w+ )?(?:conn|connection|ctx|context|db|pool|tx|trx|transaction|session|options|opts|manager))$/;

/**
 * `findMembership(user.id, team)` as a question: what is found says that the caller belongs to something, and whoever does not is
 * refused when it is missing. Null: it is no such lookup.
 */
export function askedByRecord(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  return isOfCallerAndOther(reading, call) || isNamedSo(reading, call)
    ? literal<Atom>(actorAtom('owner', 'tenant', 'strong'))
    : null;
}

function isOfCallerAndOther(reading: FileReading, call: SyntaxNode): boolean {
  const query = queryAt(reading).get(call);
  if (query === undefined || query.scopes.length === 0 || !RELATION.test(query.target)) return false;
  const pairs = query.links.flatMap((link) => link.args.flatMap((arg) => pairsIn(reading, arg)));
  return pairs.some(({ value }) => isVariable(value) && actorAt(reading, value)?.strength !== 'strong');
}

function isNamedSo(reading: FileReading, call: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  const words = callee === null ? '' : wordsOf(lastName(reading.unit, callee) ?? '');
  if (words.length > 80 || !FINDS.test(words) || OF_RIGHTS.test(words)) return false;
  if (!RELATION.test(words) && !OF_BOTH.test(words)) return false;
  let isForCaller = false;
  let hasOther = false;
  for (const arg of childrenOf(call, 'call.argument')) {
    const value = childOf(arg, 'keyword.value') ?? arg;
    const actor = actorAt(reading, value);
    if (actor?.strength === 'strong' && (actor.rest.length === 0 || /\b(?:id|uuid|uid|name|sub)$/.test(actor.rest[0]!)))
      isForCaller = true;
    else if (isVariable(value) && constantAt(reading, value) === null)
      hasOther ||= !PLUMBING.test(wordsOf(lastName(reading.unit, value) ?? reading.unit.textOf(value).slice(0, 60)));
  }
  return isForCaller && hasOther;
}

function isVariable({ kind }: SyntaxNode): boolean {
  return kind === 'name' || kind === 'member' || kind === 'index' || kind === 'shorthand' || kind === 'call';
}
