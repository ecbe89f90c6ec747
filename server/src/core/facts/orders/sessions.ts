import type { Fact } from '../../model/fact.ts';
import { defineOrder, type Ordered } from './define.ts';

/** Each from what protects most to what protects least; what is only known at run time is beside them. */
const CHAINS: Readonly<Record<string, readonly string[]>> = {
  algorithm: ['listed', 'any', 'none'],
  audience: ['checked', 'unchecked'],
  issuer: ['checked', 'unchecked'],
  expiry: ['checked', 'unchecked'],
  httpOnly: ['yes', 'no'],
  secure: ['yes', 'no'],
  sameSite: ['strict', 'lax', 'default', 'none'],
};
const WORDS: Readonly<Record<string, string>> = {
  algorithm: 'the algorithms',
  audience: 'the audience',
  issuer: 'the issuer',
  expiry: 'the expiry',
  httpOnly: 'HttpOnly',
  secure: 'Secure',
  sameSite: 'SameSite',
};

/** A token that is checked for less is weakened; one that is not checked at all most of all. */
export const tokenOrder = defineOrder({
  kinds: ['identity.token'],
  compare(before, after) {
    const [was, is] = [before.action, after.action];
    if (was === 'verify' && is === 'decode-unverified')
      return { change: 'weakened', order: 'read without its signature being checked', rank: 1 };
    if (was === 'decode-unverified' && is === 'verify')
      return { change: 'strengthened', order: 'read only after its signature was checked', rank: 1 };
    return was === is ? compareFlags(before, after) : null;
  },
});

/** Flags of one cookie. */
export const cookieOrder = defineOrder({
  kinds: ['identity.session'],
  compare: (before, after) => (before.resource.norm === after.resource.norm ? compareFlags(before, after) : null),
});

function compareFlags(before: Fact, after: Fact): Ordered {
  const lost: string[] = [];
  let isGained = false;
  let shared = 0;
  for (const [name, chain] of Object.entries(CHAINS)) {
    const was = before.qualifiers?.[name];
    const is = after.qualifiers?.[name];
    if (was === undefined || is === undefined || was === is) {
      shared += 1;
      continue;
    }
    const [from, to] = [chain.indexOf(was), chain.indexOf(is)];
    if (from < 0 || to < 0) continue;
    if (to > from) lost.push(WORDS[name]!);
    else isGained = true;
  }
  if (lost.length > 0)
    return { change: 'weakened', order: `no longer as strict about ${lost.join(', ')}`, rank: shared };
  return { change: isGained ? 'strengthened' : 'unchanged', order: isGained ? 'stricter' : '', rank: shared };
}
