import type { Fact } from '../../model/fact.ts';
import { defineOrder, type Ordered } from './define.ts';

/** By how long a guess takes: 0 slow on purpose, 1 fast, 2 broken, 3 none at all. */
function rankOfHash(algorithm: string): number {
  if (/^(?:argon2|bcrypt|scrypt|pbkdf2)/.test(algorithm)) return 0;
  if (algorithm === 'plain') return 3;
  return /^(?:md5|sha1)$/.test(algorithm) ? 2 : 1;
}

const COMPARISONS = ['slow-hash', 'constant-time', 'early-exit', 'direct'];

/** A literal in another use; a hash that is easier to guess; a comparison that says more than whether. */
export const credentialOrder = defineOrder({
  kinds: ['identity.credential'],
  compare(before, after) {
    if (before.action !== after.action) return null;
    if (before.action === 'hash') return compareHashes(before, after);
    if (before.action === 'limit') return compareLimits(before, after);
    if (before.action === 'compare') return compareComparisons(before, after);
    return before.resource.norm === after.resource.norm ? compareUses(before, after) : null;
  },
});

function compareUses(before: Fact, after: Fact): Ordered {
  return {
    change: after.qualifiers?.['use'] === 'default' ? 'narrowed' : 'redirected',
    order: `${before.qualifiers?.['use'] ?? ''} became ${after.qualifiers?.['use'] ?? ''}`,
    rank: 1,
  };
}

function compareHashes(before: Fact, after: Fact): Ordered {
  const [was, is] = [before, after].map(({ qualifiers }) => qualifiers?.['algorithm'] ?? '') as [string, string];
  const fall = rankOfHash(is) - rankOfHash(was);
  const ordered = (change: number, order: string, rank: number): Ordered => ({
    change: change > 0 ? 'weakened' : change < 0 ? 'strengthened' : 'unchanged',
    order,
    rank,
  });
  if (was !== is) return ordered(fall, `${was} became ${is}`, 1);
  const [from, to] = [before, after].map(({ qualifiers }) => Number(qualifiers?.['cost'] ?? Number.NaN)) as [
    number,
    number,
  ];
  if (Number.isNaN(from) || Number.isNaN(to)) return ordered(0, '', 2);
  return ordered(from - to, `the cost of ${was} went from ${from} to ${to}`, 2);
}

function compareLimits(before: Fact, after: Fact): Ordered | null {
  if (before.resource.norm !== after.resource.norm) return null;
  const [from, to] = [before, after].map(({ qualifiers }) => Number(qualifiers?.['most'])) as [number, number];
  return {
    change: to > from ? 'weakened' : to < from ? 'strengthened' : 'unchanged',
    order: `goes from ${from} to ${to}`,
    rank: 1,
  };
}

/** A signature that is compared as a secret is the same comparison. */
function compareComparisons(before: Fact, after: Fact): Ordered | null {
  const isPassword = (fact: Fact): boolean => fact.resource.norm === 'password';
  if (isPassword(before) !== isPassword(after)) return null;
  const [from, to] = [before, after].map(({ qualifiers }) => COMPARISONS.indexOf(qualifiers?.['algorithm'] ?? '')) as [
    number,
    number,
  ];
  return {
    change: to > from ? 'weakened' : to < from ? 'strengthened' : 'unchanged',
    order: `${COMPARISONS[from] ?? ''} became ${COMPARISONS[to] ?? ''}`,
    rank: before.resource.norm === after.resource.norm ? 2 : 1,
  };
}
