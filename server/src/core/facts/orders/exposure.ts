import type { Fact } from '../../model/fact.ts';
import { entryPointOf } from '../entry-points.ts';
import { defineOrder } from './define.ts';

/** A route under another path or method is the route it was: who reaches it is for its guards to say. */
export const exposureOrder = defineOrder({
  kinds: ['identity.exposure'],
  compare: (before, after) =>
    before.action !== after.action
      ? null
      : after.action === 'published' && before.resource.norm !== after.resource.norm && !isSamePoint(before, after)
        ? { change: 'redirected', order: `${before.resource.norm} became ${after.resource.norm}`, rank: 1 }
        : { change: 'unchanged', order: 'the same handler', rank: 1 },
});

function isSamePoint(before: Fact, after: Fact): boolean {
  const point = entryPointOf(before.subject);
  return point !== null && point === entryPointOf(after.subject);
}
