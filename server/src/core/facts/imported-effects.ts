import type { FactKind } from '../model/fact.ts';
import { childOf } from '../text/tree.ts';
import type { Reading, Site } from './define.ts';
import { argumentAt, unknown } from './value.ts';

/** Calls of functions of other files that pass an argument on: `getJson(url)` connects, wherever `getJson` stands. */
export function* importedEffects({ unit, resolver }: Reading): Generator<Site> {
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const value = callee === null ? unknown : resolver.valueOf(callee);
    if (value.kind !== 'symbol' || value.exported?.kind !== 'function') continue;
    const args = resolver.argumentsOf(call);
    for (const effect of value.exported.effects) {
      yield {
        kind: effect.kind as FactKind,
        action: effect.action,
        resource: { kind: effect.resourceKind, value: argumentAt(args, effect.parameter)?.value() ?? unknown },
        node: call,
        evidence: [{ node: call, role: 'call' }],
        tier: 'resolved',
        why: [`\`${value.name}\` passes its argument on, in another file.`],
        detail: { via: 'transitive', path: [value.name] },
      };
    }
  }
}
