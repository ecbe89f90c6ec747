import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { textsOfArguments } from './arguments.ts';
import { requirementInName } from './names.ts';
import { lastName } from './paths.ts';
import { isAlone } from './refusing-calls.ts';
import { wordsOf } from './words.ts';

/** `user has permission`, `is project admin`, `current user can edit`: questions, whoever is asked about. */
const QUESTION =
  /^(?:(?:current |this )?(?:user|caller|member|actor|client|staff|account) )?((?:is|has|have|can|may) .+)$/;
/** `check permissions and throw exception`, `verify access or fail`. */
const REFUSING =
  /^((?:check|checks|verify|ensure|assert|require|validate) .+?) (?:and|or) (?:throw|fail|abort|die|deny|halt|exit)(?: .+)?$/;

/** `check is from project`, `ensure belongs to team`: which record another one hangs on. */
const BELONGS =
  /^(?:check|ensure|assert|verify|require|validate)(?: \w+){0,2} (?:(?:is |are )?(?:from|in|of|part of)|belongs? to) (?:the |same )?(?:project|organi[sz]ation|team|tenant|workspace|account|group|company|parent|owner|library|repository|store)s?$/;

/**
 * `userHasPermission(Permission::EDIT);`: a question whose answer nobody takes is asked for what it throws. Null: it is none,
 * or its answer is used.
 */
export function askedByQuestion(reading: FileReading, call: SyntaxNode, name: string): readonly Alternative[] | null {
  if (name.length > 80 || !isAlone(call)) return null;
  const words = wordsOf(name);
  const texts = textsOfArguments(reading, call);
  const question = QUESTION.exec(words)?.[1];
  if (question !== undefined) return requirementInName(question, texts, 'condition');
  if (BELONGS.test(words)) return [{ kind: 'owner', value: 'parent' }];
  const refusing = REFUSING.exec(words)?.[1];
  return refusing === undefined ? null : requirementInName(refusing, texts, 'call');
}

/** `rules.requestMatchers("/admin/**").hasRole("ADMIN")` declares, and asks nobody now. */
export function isRule({ unit }: FileReading, call: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const matched = object?.kind === 'call' ? childOf(object, 'call.callee') : null;
  return matched !== null && /^any(?:Request|Exchange)$|Matchers?$/.test(lastName(unit, matched) ?? '');
}
