import { defineOrder } from './define.ts';

/** A route under another path or method is the route it was: who reaches it is for its guards to say. */
export const exposureOrder = defineOrder({
  kinds: ['identity.exposure'],
  compare: (before, after) =>
    before.action !== after.action
      ? null
      : after.action === 'published' && before.resource.norm !== after.resource.norm
        ? { change: 'redirected', order: `${before.resource.norm} became ${after.resource.norm}`, rank: 1 }
        : { change: 'unchanged', order: 'the same handler', rank: 1 },
});
