import { defineOrder } from './define.ts';

/** The same act with a higher role, or with somebody else saying which. */
export const provisioningOrder = defineOrder({
  kinds: ['identity.provisioning'],
  compare(before, after, { roleOrder }) {
    if (before.action !== after.action) return null;
    const [was, is] = [before.qualifiers?.['basis'], after.qualifiers?.['basis']];
    const [from, to] = [before.resource.norm, after.resource.norm];
    if (was !== is) {
      if (is === 'request-input' || is === 'token-claim')
        return { change: 'redirected', order: `${BASIS[is]} now says which role it is`, rank: 1 };
      if (was === 'request-input')
        return { change: 'strengthened', order: 'the request no longer says which role it is', rank: 1 };
      if (is === 'first-user') return { change: 'widened', order: 'whoever comes first is administrator', rank: 1 };
    }
    if (from === to) return { change: 'unchanged', order: '', rank: 2 };
    for (const chain of roleOrder) {
      const [low, high] = [chain.indexOf(from), chain.indexOf(to)];
      if (low >= 0 && high >= 0 && low !== high)
        return { change: high > low ? 'widened' : 'narrowed', order: `${to} instead of ${from}`, rank: 1 };
    }
    if (from === 'dynamic' || to === 'dynamic') return { change: 'unchanged', order: '', rank: 0 };
    return /admin|owner|root|super/.test(to) ? { change: 'widened', order: `${to} instead of ${from}`, rank: 0 } : null;
  },
});

const BASIS: Readonly<Record<string, string>> = {
  'request-input': 'the request',
  'token-claim': 'another party',
};
