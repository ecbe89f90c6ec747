import type { FactDetail } from '../../model/fact.ts';
import { defineExtractor, type Reading, type Route } from '../define.ts';
import { identifiesCaller } from '../../model/requirement.ts';
import { isOpenPath } from '../routes/open-paths.ts';
import { exposureOf } from '../subjects.ts';
import { known } from '../to-fact.ts';

/** Routes that stand for others: whole routers, mounts, entries of `urls.py` whose views are found themselves, fields
 * that are reached through others. */
const NO_ENTRY = new Set(['ROUTER', 'BELOW', 'MOUNT', 'URL', 'POLICY', 'FIELD']);

/** Entry points and who reaches them. */
export const exposure = defineExtractor({
  id: 'exposure',
  kinds: ['identity.exposure'],
  languages: 'all',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const route of reading.routes) {
      if (NO_ENTRY.has(route.method)) continue;
      const detail = lackOf(reading, route);
      yield {
        kind: 'identity.exposure',
        action: 'published',
        // Which URL leads to an action is said elsewhere: that it is there is no new way in by itself.
        resource: { kind: route.method === 'ACTION' ? 'action' : 'route', value: known(route.symbol) },
        node: route.node,
        evidence: [{ node: route.node, role: 'declaration' }],
        tier: 'resolved',
        why: [
          exposureOf(route) === 'public'
            ? 'No guard in front of it is known.'
            : `Behind ${route.guards.map((guard) => `\`${guard.name}\``).join(', ')}.`,
        ],
        subject: { type: 'route', symbol: route.symbol, exposure: exposureOf(route) },
        ...(detail === null ? {} : { detail }),
      };
    }
  },
});

/** The guards that most routes beside this one have, when it has none that asks who is calling. */
function lackOf({ routes }: Reading, route: Route): FactDetail | null {
  if (exposureOf(route) === 'authenticated' || isOpenPath(route.path) || isOpenPath(route.symbol)) return null;
  const siblings = routes.filter(
    (other) => other !== route && other.group === route.group && !NO_ENTRY.has(other.method),
  );
  const guarded = siblings.filter((other) => exposureOf(other) === 'authenticated');
  if (guarded.length === 0) return null;
  const alike = siblings.filter((other) => !isOpenPath(other.path));
  if (guarded.length * 2 < alike.length) return null;
  const counts = new Map<string, number>();
  for (const sibling of guarded) {
    for (const name of new Set(
      sibling.guards
        .filter((guard) => guard.condition === undefined && identifiesCaller(guard))
        .map((guard) => guard.name),
    )) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const common = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return { decision: { at: 'absent', basis: 'siblings', value: common[0] ?? '' } };
}
