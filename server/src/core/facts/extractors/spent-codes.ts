import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { madeOf } from '../made-of.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';
import { usableLimits } from '../guards/usable-records.ts';
import { querySubjects } from '../query-subjects.ts';
import { valueGiven } from '../value-given.ts';

/** What is good for one use, by the name of its model, table or key. */
const ONCE =
  /\b(?:one ?time|otps?|totp|reset|verification|verify|magic|invites?|invitations?|activation|recovery|auth(?:orization)?|device|login|email|state|pairing|setup|backup|exchange)? ?(?:otps?|one ?time (?:codes?|tokens?|passwords?)|(?:reset|verification|magic|invite|invitation|activation|recovery|authorization|auth|device|login|email|pairing|setup|backup|exchange|registration) ?(?:codes?|tokens?|links?)|invites?|invitations?|nonces?|recovery codes?|tickets?)\b/;
const TAKES_BACK =
  /^(?:delete|remove|destroy|consume|expire|invalidate|redeem|mark (?:as )?(?:used|consumed|redeemed|accepted))(?: (?:one|async|now))?$/;
const USED = /^(?:is |was )?(?:used|consumed|redeemed|accepted|spent)(?: at| on)?$/;
const TAKES = /^(?:getdel|get del|getAndDelete|pop|take|hgetdel)$/;
const OF_KEYS = /^(?:del|delete|unlink|getdel|get del|pop)$/;
const MAX_TEXT = 160;

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
    return isOnce(`${unit.textOf(object)} ${madeOf(reading, object)}`);
  // `Invite.objects.filter(pk=invite.pk).delete()`
  if (TAKES_BACK.test(words) && object.kind === 'call' && object.end - object.start < MAX_TEXT)
    return isOnce(unit.textOf(childOf(object, 'call.callee') ?? object));
  const [key] = childrenOf(call, 'call.argument');
  const isKept = /\b(?:redis|cache|kv|store|memcache|valkey)\b/.test(wordsOf(unit.textOf(object).slice(-40)));
  return (
    isKept &&
    (OF_KEYS.test(words) || TAKES.test(words)) &&
    key !== undefined &&
    isOnce(`${unit.textOf(key).slice(0, MAX_TEXT)} ${writtenIn(reading, key)}`)
  );
}

/** What a key is made of: by a name, or by a function of this file. */
function writtenIn(reading: Reading, key: SyntaxNode): string {
  const callee = key.kind === 'call' ? childOf(key, 'call.callee') : null;
  const value = callee === null ? null : reading.resolver.valueOf(callee);
  const made = value?.kind === 'function' ? childOf(value.node, 'function.body') : valueGiven(reading, key);
  return made === null ? '' : reading.unit.textOf(made).slice(0, MAX_TEXT);
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
    isOnce(`${unit.textOf(object)} ${madeOf(reading, object)}`)
  );
}

/** `Invite.objects.get(token=token, accepted=False)`, `{ where: { token, usedAt: null } }`: a used one is not found. */
function asksUnused({ unit }: Reading, node: SyntaxNode): boolean {
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
    isOnce(unit.textOf(callee).slice(0, MAX_TEXT));
  if (!isOpen || isMarking) return isMarking && !/^(?:false|None|null|undefined)$/i.test(unit.textOf(value));
  return (
    callee !== null &&
    /\b(?:get|find\w*|filter|first|where|select|query)\b/i.test(wordsOf(lastName(unit, callee) ?? '')) &&
    isOnce(unit.textOf(callee).slice(0, MAX_TEXT))
  );
}

function isOnce(text: string): boolean {
  return ONCE.test(wordsOf(text));
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
