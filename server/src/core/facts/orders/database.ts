import type { Fact } from '../../model/fact.ts';
import { defineOrder } from './define.ts';

/** The same rows of the same table, and then all of them; a table that was named and is now chosen. */
export const databaseOrder = defineOrder({
  kinds: ['permission.database'],
  compare(before, after) {
    if (before.action !== after.action || before.qualifiers?.['verb'] !== after.qualifiers?.['verb']) return null;
    if (before.resource.norm === after.resource.norm) {
      const rise = Number(isAll(after)) - Number(isAll(before));
      if (rise === 0) return null;
      const order = rise > 0 ? 'the condition is gone' : 'a condition limits it';
      return { change: rise > 0 ? 'widened' : 'narrowed', order, rank: 2 };
    }
    const rise = Number(after.resource.dynamic) - Number(before.resource.dynamic);
    if (rise === 0) return null;
    const order = `${before.resource.norm} became ${after.resource.norm}`;
    return { change: rise > 0 ? 'widened' : 'narrowed', order, rank: 1 };
  },
});

function isAll({ qualifiers }: Fact): boolean {
  return qualifiers?.['rows'] === 'all';
}
