import { defineExtractor } from '../define.ts';
import { exposureOf } from '../subjects.ts';
import { siteOfGuard } from '../guards/guard-site.ts';

/** Who may do what, where configuration says it: `facts/declared/` lists the forms. */
export const declaredAccess = defineExtractor({
  id: 'declared-access',
  kinds: ['identity.guard'],
  languages: 'data',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const route of reading.routes)
      for (const guard of route.guards)
        yield siteOfGuard(guard, { type: 'route', symbol: route.symbol, exposure: exposureOf(route) }, route.node);
  },
});
