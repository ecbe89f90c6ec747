import { defineOrder } from './define.ts';

/** Code that was written out and is now made at run time; a module that was named and is now chosen. */
export const runtimeOrder = defineOrder({
  kinds: ['permission.runtime'],
  compare(before, after) {
    if (before.action !== after.action || before.action === 'unsafe-deserialize') return null;
    const rise = Number(after.resource.dynamic) - Number(before.resource.dynamic);
    if (rise === 0) return null;
    return {
      change: rise > 0 ? 'widened' : 'narrowed',
      order: `${before.resource.norm} became ${after.resource.norm}`,
      rank: 1,
    };
  },
});
