import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { madeOf } from '../made-of.ts';
import { functionCalled } from '../function-called.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';
import { usableLimits } from '../guards/usable-records.ts';
import { querySubjects } from '../query-subjects.ts';
import { valueGiven } from '../value-given.ts';

/** What is good for one use, by the name of its model, table or key. */
const ONCE =
  /\b(?:one ?time|otps?|totp|reset|verification|verify|magic|invites?|invitations?|activation|recovery|auth(?:orization)?|device|login|email|state|pairing|setup|backup|exchange)? ?(?:otps?|one ?time (?:codes?|tokens?|passwords?)|(?:reset|verification|magic|invite|invitation|activation|recovery|authorization|auth|device|login|email|pairing|setup|backup|exchange|registration) ?(?:codes?|tokens?|links?)|nonces?|recovery codes?)\b/;
/** Whoever is invited is also taken off a list, and tickets are of help desks and cinemas: these are good for one use where somebody shows one. */
const ONCE_IF_SHOWN = /\b(?:invites?|invitations?|tickets?)\b/;
const SHOWS =
  /(?:\b|(?<!status)_)(?:token|code|secret|hash)s?(?:\b|_|(?=[A-Z]))|[a-z](?<!status)(?:Token|Code|Secret|Hash)/;
const REDEEMS = /^(?:accept|redeem|claim|consume|use|join|exchange)\b/;
const TAKES_BACK =
  /^(?:delete|remove|destroy|consume|expire|invalidate|redeem|mark (?:as )?(?:used|consumed|redeemed|accepted))(?: (?:one|async|now))?$/;
const USED = /^(?:is |was )?(?:used|consumed|redeemed|accepted|spent)(?: at| on)?$/;
const TAKES = /^(?:getdel|get del|getAndDelete|pop|take|hgetdel)$/;
const OF_KEYS = /^(?:del|delete|unlink|getdel|get del|pop)$/;
const MAX_TEXT = 160;
const MAX_PARTS = 8;
const MAX_FUNCTION = 2_000;

/** Codes, invitations and tokens for one use that are taken back when they have been used. */
export const spentCodes = defineExtractor({
  id: 'spent-codes',
  kinds: ['identity.token'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    if (
      reading.unit.context.test ||
      !/\b(?:otp|code|token|invite|invitation|nonce|ticket)/i.test(reading.unit.tree.text)
    )
      return;
    for (const call of reading.unit.ofKind('call')) if (takesBack(reading, call)) yield toSite(call);
    for (const assign of reading.unit.ofKind('assign')) if (marksUsed(reading, assign)) yield toSite(assign);
    // Told as what the query is limited to.
    const limiting = new Set(
      querySubjects(reading).flatMap(({ query }) => usableLimits(reading, query).map(({ node }) => node)),
    );
    for (const kind of ['entry', 'keyword'] as const)
      for (const node of reading.unit.ofKind(kind))
        if (!limiting.has(node) && asksUnused(reading, node)) yield toSite(node);
  },
});

/** `row.delete()` of a record that was found by its code, `redis.getdel(`otp:${id}`)`. */
function takesBack(reading: Reading, call: SyntaxNode): boolean {
  const { unit } = reading;
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (callee === null || object === null) return false;
  const words = wordsOf(lastName(unit, callee) ?? '');
  if (TAKES_BACK.test(words) && object.kind === 'name' && childrenOf(call, 'call.argument').length === 0)
    return isOnce(reading, call, `${unit.textOf(object)} ${madeOf(reading, object)}`);
  // `Invite.objects.filter(pk=invite.pk).delete()`
  if (TAKES_BACK.test(words) && object.kind === 'call' && object.end - object.start < MAX_TEXT)
    return isOnce(reading, call, unit.textOf(childOf(object, 'call.callee') ?? object));
  const [key] = childrenOf(call, 'call.argument');
  const isKept = /\b(?:redis|cache|kv|store|memcache|valkey)\b/.test(wordsOf(unit.textOf(object).slice(-40)));
  return (
    isKept &&
    (OF_KEYS.test(words) || TAKES.test(words)) &&
    key !== undefined &&
    isOnce(reading, call, `${unit.textOf(key).slice(0, MAX_TEXT)} ${writtenIn(reading, key)}`)
  );
}

/** What a key is made of: by names, or by a function of this file. */
function writtenIn(reading: Reading, key: SyntaxNode): string {
  const called = key.kind === 'call' ? functionCalled(reading, key) : null;
  const made = called === null ? null : childOf(called, 'function.body');
  if (made !== null) return reading.unit.textOf(made).slice(0, MAX_TEXT);
  const parts = [...descendants(key)].filter(({ kind }) => kind === 'name').slice(0, MAX_PARTS);
  return parts
    .map((part) => {
      const value = valueGiven(reading, part);
      return value === null ? (textAt(reading, part) ?? '') : reading.unit.textOf(value).slice(0, MAX_TEXT);
    })
    .join(' ');
}

/** `otp.used = True`. */
function marksUsed(reading: Reading, assign: SyntaxNode): boolean {
  const { unit } = reading;
  const target = childOf(assign, 'assign.target');
  const value = childOf(assign, 'assign.value');
  const object = target?.kind === 'member' ? childOf(target, 'member.object') : null;
  if (target === null || value === null || object?.kind !== 'name' || !USED.test(wordsOf(lastName(unit, target) ?? '')))
    return false;
  return (
    !/^(?:false|None|null|undefined)$/i.test(unit.textOf(value)) &&
    isOnce(reading, assign, `${unit.textOf(object)} ${madeOf(reading, object)}`)
  );
}

/** `Invite.objects.get(token=token, accepted=False)`, `{ where: { token, usedAt: null } }`: a used one is not found. */
function asksUnused(reading: Reading, node: SyntaxNode): boolean {
  const { unit } = reading;
  const key = childOf(node, node.kind === 'entry' ? 'entry.key' : 'keyword.name');
  const value = childOf(node, node.kind === 'entry' ? 'entry.value' : 'keyword.value');
  if (key === null || value === null || key.end - key.start > 40) return false;
  if (!USED.test(wordsOf(unit.textOf(key).replace(/['"]|__isnull/g, '')))) return false;
  const isOpen = /^(?:false|None|null|True)$/i.test(unit.textOf(value));
  let at: SyntaxNode | null = node;
  while (at !== null && at.kind !== 'call') at = at.parent;
  const callee = at === null ? null : childOf(at, 'call.callee');
  // `db.invite.update({ where: { id }, data: { usedAt: new Date() } })`
  const isMarking =
    callee !== null &&
    /^update\b/.test(wordsOf(lastName(unit, callee) ?? '')) &&
    isOnce(reading, node, unit.textOf(callee).slice(0, MAX_TEXT));
  if (!isOpen || isMarking) return isMarking && !/^(?:false|None|null|undefined)$/i.test(unit.textOf(value));
  return (
    callee !== null &&
    /\b(?:get|find\w*|filter|first|where|select|query)\b/i.test(wordsOf(lastName(unit, callee) ?? '')) &&
    isOnce(reading, node, unit.textOf(callee).slice(0, MAX_TEXT))
  );
}

function isOnce(reading: Reading, node: SyntaxNode, text: string): boolean {
  const words = wordsOf(text);
  return ONCE.test(words) || (ONCE_IF_SHOWN.test(words) && isShown(reading, node));
}

/** The function takes or finds it by what somebody was sent. */
function isShown({ unit }: Reading, node: SyntaxNode): boolean {
  const fn = enclosing(node, 'function');
  if (fn === null) return false;
  const name = childOf(fn, 'function.name');
  if (name !== null && REDEEMS.test(wordsOf(unit.textOf(name)))) return true;
  return SHOWS.test(unit.textOf(fn).slice(0, MAX_FUNCTION));
}

function toSite(node: SyntaxNode): Site {
  return {
    kind: 'identity.token',
    action: 'revoke',
    resource: { kind: 'session', value: known('the one-time token'), norm: 'the one-time token' },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'pattern',
    why: ['What was used cannot be used again.'],
  };
}
