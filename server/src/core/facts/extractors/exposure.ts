import type { FactDetail } from '../../model/fact.ts';
import { defineExtractor, type Reading, type Route } from '../define.ts';
import { identifiesCaller } from '../../model/requirement.ts';
import { isOpenPath } from '../routes/open-paths.ts';
import { groupBy } from '../../text/group-by.ts';
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
    const lackOf = lacks(reading);
    for (const route of reading.routes) {
      if (NO_ENTRY.has(route.method)) continue;
      const detail = lackOf(route);
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

interface Group {
  /** Of those that are no way in for everybody by their name. */
  readonly alike: number;
  readonly guarded: readonly Route[];
  readonly common: string;
}

/** The guards that most routes beside one have, when it has none that asks who is calling. Each group is counted once. */
function lacks({ routes }: Reading): (route: Route) => FactDetail | null {
  const byGroup = groupBy(
    routes.filter((route) => !NO_ENTRY.has(route.method)),
    ({ group }) => group,
  );
  const known = new Map<string, Group>();
  return (route) => {
    if (exposureOf(route) === 'authenticated' || isOpenPath(route.path) || isOpenPath(route.symbol)) return null;
    const group = known.get(route.group) ?? toGroup(byGroup.get(route.group) ?? []);
    known.set(route.group, group);
    // Itself is one of those that are alike, and not of those that are guarded.
    if (group.guarded.length === 0 || group.guarded.length * 2 < group.alike - 1) return null;
    return { decision: { at: 'absent', basis: 'siblings', value: group.common } };
  };
}

function toGroup(routes: readonly Route[]): Group {
  const guarded = routes.filter((route) => exposureOf(route) === 'authenticated');
  const counts = new Map<string, number>();
  for (const { guards } of guarded) {
    const names = guards.filter((guard) => guard.condition === undefined && identifiesCaller(guard));
    for (const name of new Set(names.map((guard) => guard.name))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return { alike: routes.filter(({ path }) => !isOpenPath(path)).length, guarded, common: first?.[0] ?? '' };
}
