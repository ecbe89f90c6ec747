import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Alternative } from '../../model/requirement.ts';
import type { FileReading } from '../define.ts';
import type { Unit } from '../unit.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { constantAt, pathAt } from './paths.ts';
import { wordsOf } from './words.ts';

/** Of `ratelimit(10, '1 m')` what is called. */
function made(object: SyntaxNode): SyntaxNode {
  return object.kind === 'call' ? (childOf(object, 'call.callee') ?? object) : object;
}

/** `TokenBucket.authorize_login(email)`, `limiter.hit(ip)`: a counter that is asked whether there is some left. */
export function readLimit(
  reading: FileReading,
  call: SyntaxNode,
  callee: SyntaxNode,
  name: string,
): Formula<Atom> | null {
  const object = childOf(callee, 'member.object');
  const receiver = object === null ? '' : wordsOf(reading.unit.textOf(made(object)).slice(0, 80));
  const isLimiter =
    /\b(?:token bucket|leaky bucket|(?:create |get |make )?rate ?limit(?:er|s)?|limiter|throttl(?:e|er|ing))$/.test(
      receiver,
    );
  const words = wordsOf(name);
  const isExceeded =
    /^(?:is )?(?:rate limited|rate limit exceeded|limit reached|over limit|blocked|exceeded|limited|throttled)$/;
  const isAsked = /^(?:authorize|allow|check|hit|test|try|take|acquire|consume|can|is allowed|attempt|limit$)\b/.test(
    words,
  );
  if (isLimiter && (isAsked || isExceeded.test(words)))
    return literal<Atom>(
      {
        ...actorAtom('rate-limit', 'rate-limit', 'strong', 'pattern'),
        checked: reading.unit.textOf(call).slice(0, 80),
        at: call,
      },
      !isExceeded.test(words),
    );
  return /^(?:is |has been )?(?:\w+ ){0,3}(?:rate limited|rate limit exceeded|over rate limit|throttled|locked out)$/.test(
    words,
  )
    ? literal<Atom>(actorAtom('rate-limit', 'rate-limit', 'strong', 'name'), false)
    : null;
}

const LIMITER = /\b(?:rate ?limit(?:er|ing)?|limiter|throttl(?:e|er))$/;
/** Calls that count, and throw or wait when it was too often. */
const CONSUMES =
  /^(?:ratelimit|rate limit|consume|consume or throw|hit|pass|acquire|throttle|remove tokens|try remove tokens|reserve|register call|(?:\w+ )+or throw)$/;

/** `await applyIpRateLimit(limits.pin)`: called for nothing else. */
const APPLIES =
  /^(?:apply|enforce|check|consume|assert|ensure|verify|require|hit|guard|throw if)(?: \w+){0,3} (?:rate ?limit(?:s|ed|er|ing)?|ratelimit)(?: (?:for|by|of|or) .+)?$/;

/** Nothing takes what it answers. */
function isAlone(callee: SyntaxNode): boolean {
  const call = callee.parent;
  const at = call?.parent?.kind === 'await' ? call.parent : call;
  return at?.parent?.kind === 'block';
}

/** `await this.userLimiter.ratelimit(requester)`, `loginLimiter.pass(callback, 0)`. */
export function consumed({ unit }: FileReading, callee: SyntaxNode, name: string): Alternative | null {
  if (APPLIES.test(wordsOf(name)) && isAlone(callee)) return { kind: 'rate-limit', value: 'rate-limit' };
  if (/^(?:transformDeferred|transform|compose)$/.test(name) && isOfLimiter(unit, callee))
    return { kind: 'rate-limit', value: 'rate-limit' };
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (object === null || !CONSUMES.test(wordsOf(name))) return null;
  return LIMITER.test(wordsOf(unit.textOf(made(object)).slice(-60)))
    ? { kind: 'rate-limit', value: 'rate-limit' }
    : null;
}

/** `.transformDeferred(RateLimiterOperator.of(limiter))` of Reactor: what comes of it is limited. */
function isOfLimiter(unit: Unit, { parent }: SyntaxNode): boolean {
  const given = parent === null ? null : childOf(parent, 'call.argument');
  const callee = given?.kind === 'call' ? childOf(given, 'call.callee') : null;
  return callee !== null && /\brate ?limit(?:er|s)?\b/.test(wordsOf(unit.textOf(callee)));
}

const LEFT =
  /^(?:remaining|left|remaining (?:points|requests|attempts|tries)|(?:points|requests|attempts|tries) (?:remaining|left))$/;
const TRIED =
  /^(?:failed|wrong|invalid|login|otp|pin|code|verification|unlock|password)? ?(?:login |sign in |password |otp )?(?:attempts?|tries|failures|attempt count|failed count|fail count|attempts count)$/;

/** `limit.remaining <= 0`, `user.failedAttempts >= MAX_ATTEMPTS`: a count that is compared with how often is too often. */
export function countedOut(
  reading: FileReading,
  operator: string,
  side: SyntaxNode,
  bound: SyntaxNode,
): Formula<Atom> | null {
  const path = side.kind === 'member' || side.kind === 'name' ? pathAt(reading, side) : null;
  const last = wordsOf(path?.segments.at(-1) ?? '');
  const isLeft = LEFT.test(last);
  if (!isLeft && !TRIED.test(last)) return null;
  const holder = wordsOf([...(path?.segments.slice(0, -1) ?? []), ...(path?.aliases ?? [])].join(' '));
  // Tries are counted of connections and jobs as well.
  const isOfCallers = isLeft
    ? /\b(?:limit|limiter|ratelimit|quota|throttle|attempts?)\b/.test(`${holder} ${last === 'remaining' ? '' : last}`)
    : /\b(?:failed|wrong|invalid|login|otp|pin|code|verification|password|unlock)\b/.test(`${holder} ${last}`);
  if (!isOfCallers || !(bound.kind === 'number' || constantAt(reading, bound) !== null || isMaximum(reading, bound)))
    return null;
  const holds = isLeft ? operator.startsWith('>') : operator.startsWith('<');
  return literal<Atom>(
    {
      ...actorAtom('rate-limit', 'rate-limit', 'strong', 'name'),
      checked: reading.unit.textOf(side).slice(0, 80),
      at: side,
    },
    holds,
  );
}

function isMaximum({ unit }: FileReading, bound: SyntaxNode): boolean {
  return /\b(?:max|maximum|limit|allowed)\b/.test(wordsOf(unit.textOf(bound).slice(0, 80)));
}
