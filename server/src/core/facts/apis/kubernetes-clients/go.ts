import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import type { KubernetesUse } from '../../kubernetes/need.ts';
import { controllerRuntimeUses } from './controller-runtime.ts';
import { clientsetUse } from './go-clientset.ts';
import { libraryAt, libraryUses } from './go-libraries.ts';
import { stepsTo } from './go-steps.ts';

const NAMES =
  /^(?:Get\w*|List|Watch|Watches|Create\w*|Update\w*|Patch\w*|Apply\w*|Delete\w*|Evict\w*|Bind|Finalize|ProxyGet|Informer|Lister|Resource|ForResource|For|Owns|NewManager|Run\w+|StartRecordingToSink|NewLeaderElector)$/;

const BUILDER = /^(?:For|Owns|Watches)$/;

/** client-go and controller-runtime. */
export function* goUses(reading: Reading, call: SyntaxNode): Generator<KubernetesUse> {
  const callee = childOf(call, 'call.callee');
  const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  // Most calls are about something else.
  if (property === null || !NAMES.test(reading.unit.textOf(property))) return;
  const steps = stepsTo(reading, call);
  const library = libraryAt(reading.resolver.calleeOf(call));
  const use = clientsetUse(reading, call, steps);
  if (use !== null) yield use;
  else if (library !== undefined) yield* libraryUses(library, reading.unit.textOf(property));
  else
    for (const each of controllerRuntimeUses(reading, steps))
      // Of a chain over several lines the one that says it.
      yield BUILDER.test(steps.at(-1)!.name) ? { ...each, node: property } : each;
}
