import { chainShapes } from '../model/chain.ts';
import type { Change, FactKind, Tier } from '../model/fact.ts';

/** Words a rule may use, for checks and completion. `satisfies` makes a missing one a compile error. */
export const kindWords = keysOf({
  'permission.cloud': true,
  'permission.grant': true,
  'permission.scope': true,
  'permission.network': true,
  'permission.filesystem': true,
  'permission.process': true,
  'permission.environment': true,
  'permission.secret': true,
  'permission.database': true,
  'permission.runtime': true,
  'data.field': true,
  'data.flow': true,
  'data.protection': true,
  'identity.exposure': true,
  'identity.guard': true,
  'identity.principal': true,
  'identity.token': true,
  'identity.session': true,
  'identity.credential': true,
  'identity.federation': true,
  'identity.provisioning': true,
  'identity.assignment': true,
  'supply-chain.dependency': true,
  'supply-chain.script': true,
  'supply-chain.remote-code': true,
  'agent.prompt': true,
  'agent.output': true,
  'agent.tool': true,
  'agent.provider': true,
  'agent.autonomy': true,
  'agent.config': true,
  'agent.hidden-text': true,
  'workflow.trigger': true,
  'workflow.step': true,
  'workflow.gate': true,
  'workflow.identity': true,
  'workflow.registration': true,
  'assurance.audit-log': true,
  'assurance.test': true,
  'assurance.suppression': true,
  'assurance.detection': true,
  'assurance.tls': true,
} satisfies Record<FactKind, true>);

export const changeWords = keysOf({
  added: true,
  removed: true,
  widened: true,
  narrowed: true,
  weakened: true,
  strengthened: true,
  redirected: true,
  moved: true,
  unchanged: true,
} satisfies Record<Change, true>);

export const tierWords = keysOf({ proven: true, resolved: true, pattern: true, name: true } satisfies Record<
  Tier,
  true
>);

export const chainWords: readonly string[] = chainShapes;

export const contextWords = ['shipped', 'any', 'test', 'example', 'generated', 'vendored', 'docs'] as const;

export const exposureWords = ['public', 'authenticated', 'internal', 'ci', 'unknown'] as const;

function keysOf<K extends string>(words: Readonly<Record<K, true>>): readonly K[] {
  return Object.keys(words) as K[];
}
