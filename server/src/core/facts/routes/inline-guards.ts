import type { FileReading, GuardUse, Route } from '../define.ts';
import { guardReading } from '../guards/reader.ts';
import { toUse, withExemptions } from './handlers.ts';

/** Routes with what their handlers ask for themselves, after what stands in front of them. */
export function* withInlineGuards(reading: FileReading, routes: Iterable<Route>): Generator<Route> {
  for (const route of routes) {
    const inline =
      route.handler === null || route.method === 'POLICY'
        ? []
        : guardReading(reading)
            .checksIn(route.handler)
            .checks.map((guard) => toUse(guard, 'inline'));
    yield { ...route, guards: distinct(withExemptions([...route.guards, ...inline])) };
  }
}

/** The same requirement twice is one: taking away one of two leaves it. Checks on some paths only are counted. */
function distinct(guards: readonly GuardUse[]): readonly GuardUse[] {
  const always = new Map<string, GuardUse>();
  for (const guard of guards) {
    if (guard.condition !== undefined || guard.order !== undefined) continue;
    const known = always.get(guard.norm);
    // Of two the one that is nearer to the route is kept, unless only the other is known by more than its name.
    if (
      known === undefined ||
      known.within !== undefined ||
      (guard.within === undefined && (known.tier === 'name' || guard.tier !== 'name'))
    )
      always.set(guard.norm, guard);
  }
  return guards.filter((guard) => {
    const kept = always.get(guard.norm);
    return kept === undefined || kept === guard || guard.condition === 'exempt';
  });
}
