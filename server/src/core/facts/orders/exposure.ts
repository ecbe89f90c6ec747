import { defineOrder } from './define.ts';

/** A route under another path or method is the route it was: who reaches it is for its guards to say. */
export const exposureOrder = defineOrder({
  kinds: ['identity.exposure'],
  compare: () => ({ change: 'unchanged', order: 'the same handler', rank: 1 }),
});
