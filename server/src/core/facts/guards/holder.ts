import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import { requirementInName } from './names.ts';
import { lastName, textAt } from './paths.ts';
import { stateInName, wordsOf } from './words.ts';

/** Services that are there to say who may. */
const OF_RIGHTS =
  /\b(?:permissions?|perms|acl|authz|authori[sz]ations?|authori[sz]er|access|rbac|rights|policy|policies|access control|entitlements?)(?: (?:service|manager|checker|validator|helper|helpers|control|controller|guard|evaluator|util|utils|handler|provider|policy|check|checks|s))?$/;
const CHECKS = /^(?:check|verify|ensure|assert|require|enforce|demand|guard|validate)\b/;
const LIMITERS = /\b(?:rate ?limit(?:er|s|ing)?|limiter|throttl(?:e|er|ing)|bucket)$/;
/** They ask nothing of whoever calls. */
const NO_CHECK =
  /\b(?:cache|init|load|update|reset|config|registry|register|migrations?|version|exists?|format|type|schema|status)\b/;

/** What is asked by a call whose own name says too little: `permissions.checkEdit(userId, …)`, `user.checkDisabled()`. */
export function askedOfHolder(
  reading: FileReading,
  call: SyntaxNode,
  callee: SyntaxNode,
  name: string,
): readonly Alternative[] | null {
  const words = wordsOf(name);
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (object === null) return null;
  // `self.get_object()` of Django REST framework asks for the permissions on the object before it gives it.
  if (name === 'get_object' && reading.unit.textOf(object) === 'self')
    return [{ kind: 'check', value: 'object-permissions' }];
  if (!CHECKS.test(words) || NO_CHECK.test(words)) return null;
  const rest = words.replace(CHECKS, '').replace(/^ (?:user |account |is |not )*/, '');
  if (stateInName(rest) !== null && isOfCaller(reading, call, object))
    return [
      { kind: 'state', value: /^(?:active|enabled|approved|verified|confirmed)$/.test(rest) ? rest : `!${rest}` },
    ];
  const holder = wordsOf(lastName(reading.unit, object) ?? '');
  return OF_RIGHTS.test(holder)
    ? [{ kind: 'check', value: words.replace(CHECKS, '').trim().replace(/ /g, '-') || 'check' }]
    : null;
}

function isOfCaller(reading: FileReading, call: SyntaxNode, object: SyntaxNode): boolean {
  return [object, ...childrenOf(call, 'call.argument')].some((node) => {
    if (/\b(?:user|account|member)\b/.test(wordsOf(reading.unit.textOf(node).slice(0, 120)))) return true;
    return actorAt(reading, node) !== null;
  });
}

/** `'5/minute'`, `'3 per 10 minutes;20/hour'`: so often in so long. */
const RATE = /^\s*\d{1,7}\s*(?:\/|per)\s*(?:\d{1,5}\s*)?(?:second|minute|hour|day|month|s|m|min|h|d)s?\b/i;

function isRate(reading: FileReading, callee: SyntaxNode): boolean {
  const [first] = callee.parent === null ? [] : childrenOf(callee.parent, 'call.argument');
  return first !== undefined && RATE.test(textAt(reading, first) ?? '');
}

/** In front of a handler: `@admin_permission.require()`, `@limiter.limit('5/minute')`. */
export function askedInFront(
  reading: FileReading,
  callee: SyntaxNode,
  texts: readonly string[] | null,
): readonly Alternative[] | null {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const holder = object === null ? '' : wordsOf(lastName(reading.unit, object) ?? '');
  const name = wordsOf(lastName(reading.unit, callee) ?? '');
  if (holder === '') return null;
  if (/^(?:limit|shared limit|throttle|rate limit)$/.test(name) && isRate(reading, callee))
    return [{ kind: 'rate-limit', value: 'rate-limit' }];
  if (
    LIMITERS.test(holder) &&
    /^(?:limit|shared limit|check|hit|consume|limits?|throttle|protect|middleware|handle)$/.test(name)
  )
    return [{ kind: 'rate-limit', value: 'rate-limit' }];
  return /^(?:require|required|requires|enforce|protect|test)$/.test(name)
    ? requirementInName(`require ${holder}`, texts, 'middleware')
    : null;
}
