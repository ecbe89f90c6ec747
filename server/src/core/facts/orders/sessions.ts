import type { Fact } from '../../model/fact.ts';
import { defineOrder, type Ordered } from './define.ts';
import { compareLifetimes } from './lifetimes.ts';
import { compareSettings } from './settings.ts';

/** Each from what protects most to what protects least; what is only known at run time is beside them. */
const CHAINS: Readonly<Record<string, readonly string[]>> = {
  algorithm: ['listed', 'header', 'any', 'none'],
  audience: ['checked', 'unchecked'],
  issuer: ['checked', 'unchecked'],
  expiry: ['checked', 'unchecked'],
  httpOnly: ['yes', 'no'],
  secure: ['yes', 'no'],
  sameSite: ['strict', 'lax', 'default', 'none'],
  lifetime: ['limited', 'unlimited'],
};
/** What a value that is written out counts as. */
const WRITTEN: Readonly<Record<string, string>> = { algorithm: 'listed', audience: 'checked', issuer: 'checked' };
const WORDS: Readonly<Record<string, string>> = {
  algorithm: 'the algorithms',
  audience: 'the audience',
  issuer: 'the issuer',
  expiry: 'the expiry',
  httpOnly: 'HttpOnly',
  secure: 'Secure',
  sameSite: 'SameSite',
  lifetime: 'the end of its life',
};

/** A token that is checked for less is weakened; one that is not checked at all most of all. */
export const tokenOrder = defineOrder({
  kinds: ['identity.token'],
  compare(before, after) {
    const [was, is] = [before.action, after.action];
    if (before.resource.kind !== after.resource.kind) return null;
    const setting = compareSettings(before, after);
    if (setting !== null) return setting;
    if (was === 'verify' && is === 'decode-unverified')
      return { change: 'weakened', order: 'read without its signature being checked', rank: 1 };
    if (was === 'decode-unverified' && is === 'verify')
      return { change: 'strengthened', order: 'read only after its signature was checked', rank: 1 };
    return was === is ? (compareLifetimes(before, after) ?? ofToken(before, after)) : null;
  },
});

/** Flags of one cookie. */
export const cookieOrder = defineOrder({
  kinds: ['identity.session'],
  compare(before, after) {
    if (before.resource.norm !== after.resource.norm || before.resource.kind !== after.resource.kind) return null;
    return compareLifetimes(before, after) ?? compareSettings(before, after) ?? compareFlags(before, after);
  },
});

function ofToken(before: Fact, after: Fact): Ordered | null {
  if (before.resource.kind !== 'token' || before.resource.norm !== after.resource.norm) return null;
  const flags = compareFlags(before, after);
  if (flags.change === 'weakened') return flags;
  for (const name of ['algorithm', 'audience', 'issuer'] as const) {
    const more = beside(before.qualifiers?.[name], after.qualifiers?.[name]);
    if (more !== null)
      return { change: 'weakened', order: `now taken with ${WORDS[name]!.slice(4)} ${more} too`, rank: flags.rank };
  }
  return flags;
}

/** What a list of names holds that it did not hold before, and all it held. */
function beside(was = '', is = ''): string | null {
  const [from, to] = [was.split('+'), is.split('+')];
  if (was === '' || to.length <= from.length || !from.every((name) => to.includes(name))) return null;
  return to.filter((name) => !from.includes(name)).join(', ');
}

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
    const [from, to] = [was, is].map((value) => placeIn(chain, name, value)) as [number, number];
    if (from < 0 || to < 0) continue;
    if (to > from) lost.push(WORDS[name]!);
    else isGained = true;
  }
  if (lost.length > 0)
    return { change: 'weakened', order: `no longer as strict about ${lost.join(', ')}`, rank: shared };
  return { change: isGained ? 'strengthened' : 'unchanged', order: isGained ? 'stricter' : '', rank: shared };
}

function placeIn(chain: readonly string[], name: string, value: string): number {
  const at = chain.indexOf(value);
  return at < 0 && Object.hasOwn(WRITTEN, name) && value !== 'dynamic' ? chain.indexOf(WRITTEN[name]!) : at;
}
