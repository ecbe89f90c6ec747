import type { Fact } from '../../model/fact.ts';
import { defineOrder } from './define.ts';

/** The same data, handed to someone else. */
export const flowOrder = defineOrder({
  kinds: ['data.flow'],
  compare(before, after) {
    if (before.resource.norm !== after.resource.norm) return null;
    const rank =
      (before.action === after.action ? 1 : 0) + (before.qualifiers?.['sink'] === after.qualifiers?.['sink'] ? 1 : 0);
    return { change: 'redirected', order: `${placeOf(before)} became ${placeOf(after)}`, rank };
  },
});

/** A field that is called something else and is the same: nothing is held that was not. */
export const fieldOrder = defineOrder({
  kinds: ['data.field'],
  compare(before, after) {
    if (before.resource.norm !== after.resource.norm) return null;
    return {
      change: 'unchanged',
      order: `${before.detail?.field ?? ''} is now called ${after.detail?.field ?? ''}`,
      rank: 1,
    };
  },
});

function placeOf({ qualifiers }: Fact): string {
  return qualifiers?.['to'] ?? qualifiers?.['sink'] ?? '';
}
