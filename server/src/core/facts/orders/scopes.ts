import { holdsScope } from '../apis/scope-providers.ts';
import { defineOrder } from './define.ts';

/** A scope that holds another one of the same provider: Mail.Read became Mail.ReadWrite, read:org became admin:org. */
export const scopeOrder = defineOrder({
  kinds: ['permission.scope'],
  compare(before, after) {
    if (before.resource.norm !== after.resource.norm || before.action === after.action) return null;
    const isWider = holdsScope(after.action, before.action);
    if (!isWider && !holdsScope(before.action, after.action)) return null;
    return {
      change: isWider ? 'widened' : 'narrowed',
      order: `${before.action} became ${after.action}`,
      rank: 1,
    };
  },
});
