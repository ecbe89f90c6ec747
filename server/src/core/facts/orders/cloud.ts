import { defineOrder } from './define.ts';

/** The same action on more: a literal resource became `*` or one only known at run time. */
export const cloudOrder = defineOrder({
  kinds: ['permission.cloud'],
  compare(before, after) {
    if (before.action !== after.action || before.resource.norm === after.resource.norm) return null;
    const reach = (norm: string): number =>
      norm === '*' ? 3 : norm === 'dynamic' ? 2 : norm.includes('*') && !norm.endsWith('/*') ? 1 : 0;
    const rise = reach(after.resource.norm) - reach(before.resource.norm);
    if (rise === 0) return null;
    return {
      change: rise > 0 ? 'widened' : 'narrowed',
      order: `${before.resource.norm} became ${after.resource.norm}`,
      rank: 1,
    };
  },
});
