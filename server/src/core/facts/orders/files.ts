import type { Fact } from '../../model/fact.ts';
import { placeOf, placeReach } from '../file-places.ts';
import { defineOrder, type Ordered } from './define.ts';

/** Files by where they are and who may use them: more bits are widened, fewer strengthened. */
export const fileOrder = defineOrder({
  kinds: ['permission.filesystem'],
  compare(before, after) {
    if (before.action !== after.action) return null;
    return before.resource.norm === after.resource.norm ? compareModes(before, after) : comparePlaces(before, after);
  },
});

function compareModes(before: Fact, after: Fact): Ordered | null {
  const was = bitsOf(before);
  const is = bitsOf(after);
  const gained = is & ~was;
  const lost = was & ~is;
  const guess = Number(isPredictable(after)) - Number(isPredictable(before));
  const words = `${modeWords(before)} became ${modeWords(after)}`;
  if (gained > 0 || guess > 0) return { change: 'widened', order: words, rank: 3 };
  if (lost > 0 || guess < 0) return { change: 'strengthened', order: words, rank: 3 };
  return { change: 'unchanged', order: '', rank: 3 };
}

/** What group and others may do. Where nothing is said, the usual umask of 022 leaves them reading. */
function bitsOf({ qualifiers }: Fact): number {
  return Number.parseInt(qualifiers?.['mode'] ?? '0644', 8) & 0o6066;
}

function isPredictable({ qualifiers }: Fact): boolean {
  return qualifiers?.['predictable'] === 'true';
}

function modeWords(fact: Fact): string {
  const mode = fact.qualifiers?.['mode'];
  const words = mode === undefined ? 'the default mode' : `mode ${mode}`;
  return isPredictable(fact) ? `${words} under a name that can be guessed` : words;
}

function comparePlaces(before: Fact, after: Fact): Ordered | null {
  const rise = placeReach[placeOf(after.resource.norm)] - placeReach[placeOf(before.resource.norm)];
  if (rise === 0) return null;
  const order = `${before.resource.norm} became ${after.resource.norm}`;
  return { change: rise > 0 ? 'widened' : 'narrowed', order, rank: 1 };
}
