import { chainShapes } from '../model/chain.ts';
import type { Origin } from '../model/change.ts';
import type { Change, Facet, FactDetail, FactKind, SubjectType, Tier } from '../model/fact.ts';
import type { TeamGuard } from '../model/policy.ts';

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
  'identity.condition': true,
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
  'assurance.browser': true,
  'assurance.hardening': true,
  'assurance.pattern': true,
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

export const facetWords = keysOf({
  permission: true,
  data: true,
  identity: true,
  'supply-chain': true,
  agent: true,
  workflow: true,
  assurance: true,
} satisfies Record<Facet, true>);

export const originWords = keysOf({ agent: true, human: true, unattributed: true, unknown: true } satisfies Record<
  Origin['kind'],
  true
>);

export const subjectTypeWords = keysOf({
  function: true,
  route: true,
  job: true,
  step: true,
  resource: true,
  class: true,
  workflow: true,
  file: true,
  tool: true,
  package: true,
} satisfies Record<SubjectType, true>);

export const grantWords = keysOf({ declared: true, undeclared: true, excess: true } satisfies Record<
  NonNullable<FactDetail['grant']>,
  true
>);

export const viaWords = keysOf({ direct: true, transitive: true, forwarded: true, cli: true } satisfies Record<
  NonNullable<FactDetail['via']>,
  true
>);

export const decisionWords = keysOf({
  'run-time': true,
  config: true,
  hardcoded: true,
  absent: true,
} satisfies Record<NonNullable<FactDetail['decision']>['at'], true>);

export const guardWords = keysOf({
  auth: true,
  role: true,
  scope: true,
  owner: true,
  csrf: true,
  'rate-limit': true,
  mfa: true,
  signature: true,
} satisfies Record<TeamGuard['requires'], true>);

/** Sinks a team may name, with what is done with data there: the action of the flow. */
export const sinkWords = [
  'log',
  'network',
  'third-party',
  'model-provider',
  'analytics',
  'queue',
  'database',
  'file',
  'response',
  'error',
] as const;

function keysOf<K extends string>(words: Readonly<Record<K, true>>): readonly K[] {
  return Object.keys(words) as K[];
}
