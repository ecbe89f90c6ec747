import type { Facet, FactKind } from '../model/fact.ts';

/** What each kind is about, and the qualifiers that are part of its identity. */
interface KindEntry {
  readonly facet: Facet;
  /** Compared and hashed with the key; others are detail. */
  readonly qualifiers: readonly string[];
}

const kind = (facet: Facet, ...qualifiers: string[]): KindEntry => ({ facet, qualifiers });

export const factKinds: Readonly<Record<FactKind, KindEntry>> = {
  'permission.cloud': kind('permission', 'provider', 'namespace', 'name'),
  'permission.grant': kind('permission', 'effect', 'level', 'condition', 'principal', 'scope', 'setting'),
  'permission.scope': kind('permission', 'provider', 'level'),
  'permission.network': kind('permission', 'scheme', 'method'),
  'permission.filesystem': kind('permission', 'mode', 'predictable'),
  'permission.process': kind('permission', 'shell', 'command'),
  'permission.environment': kind('permission', 'secret'),
  'permission.secret': kind('permission', 'store'),
  'permission.database': kind('permission', 'rows', 'verb'),
  'permission.runtime': kind('permission'),
  'data.field': kind('data', 'field'),
  'data.flow': kind('data', 'sink', 'to'),
  'data.protection': kind('data', 'use'),
  'identity.exposure': kind('identity'),
  'identity.guard': kind('identity', 'condition', 'order'),
  'identity.condition': kind('identity', 'to'),
  'identity.principal': kind('identity', 'value', 'otherwise'),
  'identity.token': kind('identity', 'algorithm', 'audience', 'issuer', 'expiry', 'lifetime', 'value', 'otherwise'),
  'identity.session': kind('identity', 'httpOnly', 'secure', 'sameSite', 'lifetime', 'value', 'otherwise'),
  'identity.credential': kind('identity', 'use', 'algorithm', 'cost', 'most'),
  'identity.federation': kind('identity', 'value', 'otherwise'),
  'identity.provisioning': kind('identity', 'basis'),
  'identity.assignment': kind('identity'),
  'supply-chain.dependency': kind('supply-chain', 'ecosystem', 'group', 'source', 'version', 'from', 'integrity'),
  'supply-chain.script': kind('supply-chain'),
  'supply-chain.remote-code': kind('supply-chain'),
  'agent.prompt': kind('agent'),
  'agent.output': kind('agent'),
  'agent.tool': kind('agent', 'effect', 'approval'),
  'agent.provider': kind('agent', 'provider'),
  'agent.autonomy': kind('agent', 'value', 'reach', 'otherwise'),
  'agent.config': kind('agent', 'value', 'more', 'held'),
  'agent.hidden-text': kind('agent'),
  'workflow.trigger': kind('workflow'),
  'workflow.step': kind('workflow', 'credentials', 'source', 'model'),
  'workflow.gate': kind('workflow', 'by', 'holds', 'free'),
  'workflow.identity': kind('workflow', 'lifetime', 'of', 'id'),
  'workflow.registration': kind('workflow'),
  'assurance.audit-log': kind('assurance'),
  'assurance.test': kind('assurance', 'expects', 'run'),
  'assurance.suppression': kind('assurance', 'scope'),
  'assurance.detection': kind('assurance', 'value', 'otherwise'),
  'assurance.tls': kind('assurance', 'value', 'otherwise'),
  'assurance.browser': kind('assurance', 'value', 'otherwise'),
  'assurance.hardening': kind('assurance', 'value', 'otherwise'),
  'assurance.pattern': kind('assurance'),
};
