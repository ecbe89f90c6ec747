import { defineExtractor } from '../define.ts';
import { exposureOf } from '../subjects.ts';
import { siteOfGuard } from '../guards/guard-site.ts';

/** Kinds of objects that are there to keep somebody out. */
const POLICIES: ReadonlySet<string> = new Set(['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication']);

/** Who may do what, where configuration says it: `facts/declared/` lists the forms. */
export const declaredAccess = defineExtractor({
  id: 'declared-access',
  kinds: ['identity.guard'],
  languages: 'data',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const route of reading.routes) {
      const subject = { type: 'route', symbol: route.symbol, exposure: exposureOf(route) } as const;
      // What stands in front of something else is missed when its file goes.
      const detail = POLICIES.has(route.group) ? { decision: { at: 'config', basis: 'policy' } as const } : {};
      for (const guard of route.guards) yield { ...siteOfGuard(guard, subject, route.node), detail };
    }
  },
});
