import type { Subject } from '../../model/fact.ts';
import { automationsOf, subjectOfAutomation, type AutomationOfKind } from '../automations/find-automations.ts';
import type {
  FoundApproval,
  FoundHandover,
  FoundIdentity,
  FoundInterpolation,
  FoundPart,
  FoundProgram,
  FoundTrigger,
  FoundWait,
} from '../automations/define.ts';
import { reachesOf } from '../automations/programs.ts';
import { classify } from '../data-classes.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { STARTERS, triggerRank } from '../workflows/triggers.ts';

/** What starts an automation, whom it acts as, who has to agree, what it talks to, and texts of others that it runs. */
export const automations = defineExtractor({
  id: 'automations',
  kinds: ['workflow.trigger', 'workflow.step', 'workflow.gate', 'workflow.identity', 'data.flow'],
  languages: 'all',
  *extract(reading) {
    for (const one of automationsOf(reading)) {
      const { kind, found } = one;
      if (kind.isToldElsewhere === 'but-agents') yield* agentSites(one);
      if (kind.isToldElsewhere !== undefined) continue;
      const whole = subjectOfAutomation(one);
      for (const trigger of found.triggers) yield triggerSite(trigger, one, whole);
      for (const approval of found.approvals) yield gateSite(approval, whole);
      for (const wait of found.waits) yield waitSite(wait, whole);
      for (const program of found.programs) yield* programSites(program, one, whole);
      for (const identity of found.identities) yield identitySite(identity, whole);
      for (const text of found.interpolations) yield interpolationSite(text, whole);
      for (const handover of found.handovers) yield* flowSites(reading, handover, one);
      if (kind.isOfConnectors === true) for (const part of found.connectors) yield connectorSite(part, one, whole);
    }
  },
});

/** That there is an agent, by which model; who can call a server of tools; who is asked by a step of its own. */
function* agentSites(one: AutomationOfKind): Generator<Site> {
  const { kind, found } = one;
  const whole = subjectOfAutomation(one);
  for (const trigger of found.triggers) if (trigger.type === 'webhook') yield triggerSite(trigger, one, whole);
  for (const approval of found.approvals) if (approval.isOption !== true) yield gateSite(approval, whole);
  if (found.triggers.length > 0) return;
  // What an agent asks where it says nothing stands at its own call, and is the provider's affair.
  const model = found.models.find(({ node }) => !found.steps.some((step) => step.node === node));
  yield {
    kind: 'workflow.step',
    action: 'run-agent',
    resource: { kind: 'agent', value: known(kind.title), norm: kind.id },
    node: found.node,
    evidence: [{ node: found.node, role: 'declaration' }],
    tier: 'resolved',
    why: [`It is an ${kind.title}.`.replace(/ an (?=[^aeiouAEIOU])/, ' a ')],
    qualifiers: { model: model?.name ?? 'not said' },
    subject: whole,
  };
}

/** Its name and its time are its own business; who can start it is not. */
function triggerSite(
  { name, type, by, detail, node }: FoundTrigger,
  { kind }: AutomationOfKind,
  subject: Subject,
): Site {
  // Merge requests of members are pushes by another name.
  const isOfMembers = type === 'pull-request' && by === 'insiders';
  const action = by === 'anybody' ? `public-${type}` : isOfMembers ? 'merge-request' : type;
  const rank = type === 'schedule' ? 1 : triggerRank(action);
  return {
    kind: 'workflow.trigger',
    action,
    resource: { kind: 'starter', value: known(name), norm: action },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`\`${name}\` starts the ${kind.title}${detail === undefined ? '' : `, ${detail}`}.`],
    subject,
    detail: {
      accessLevel: STARTERS[rank]!,
      ...(detail === undefined ? {} : { decision: { at: 'config', basis: detail } }),
    },
  };
}

function gateSite(approval: FoundApproval, whole: Subject): Site {
  const { name, detail, node, environment, by, subject, holds, free } = approval;
  const onWay = holds === undefined || free === undefined ? {} : { holds: holds.join(' '), free: free.join(' ') };
  return {
    kind: 'workflow.gate',
    action: 'approval',
    resource: {
      kind: environment === true ? 'environment' : 'approval',
      value: known(name),
      norm: environment === true ? name : 'approval',
    },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [`\`${name}\` holds it up${detail === undefined ? '' : `: ${detail}`}.`],
    qualifiers: { ...(by === undefined ? {} : { by }), ...onWay },
    subject: subject ?? whole,
  };
}

function waitSite({ name, operator, node, subject }: FoundWait, whole: Subject): Site {
  return {
    kind: 'workflow.gate',
    action: 'wait',
    resource: { kind: 'check', value: known(name), norm: operator },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [`\`${name}\` holds it up until what it looks at is there (${operator}).`],
    subject: subject ?? whole,
  };
}

/** That there is code, and each thing that it takes beyond what it is given. */
function* programSites(program: FoundProgram, { kind }: AutomationOfKind, subject: Subject): Generator<Site> {
  const { name, node } = program;
  const common = { kind: 'workflow.step', node, tier: 'pattern', subject } as const;
  yield {
    ...common,
    action: 'run-code',
    resource: { kind: 'code', value: known(name), norm: 'code' },
    evidence: [{ node, role: 'declaration' }],
    why: [`\`${name}\` of the ${kind.title} is code that stands in its definition.`],
  };
  for (const reach of reachesOf(program))
    yield {
      ...common,
      action: 'code-reaches',
      resource: { kind: 'code', value: known(reach) },
      evidence: [{ node, role: 'declaration' }],
      why: [`The code of \`${name}\` ${reach}.`],
    };
}

function identitySite({ name, type, lifetime, of, id, node, subject }: FoundIdentity, whole: Subject): Site {
  const isWhom = type === 'role' || type === 'service-account' || type === 'user';
  return {
    kind: 'workflow.identity',
    action: isWhom ? 'run-as' : 'use',
    resource: { kind: type, value: known(name) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [isWhom ? `It acts as \`${name}\`.` : `It has \`${name}\`${LIFETIMES[lifetime]}.`],
    qualifiers: { lifetime, ...(of === undefined ? {} : { of }), ...(id === undefined ? {} : { id }) },
    subject: subject?.type === 'job' ? subject : whole,
  };
}

const LIFETIMES: Readonly<Record<FoundIdentity['lifetime'], string>> = {
  static: ', which lasts until somebody takes it back',
  'short-lived': ', which ends by itself',
  unknown: '',
};

function interpolationSite({ text, source, into, by, node, step, subject }: FoundInterpolation, whole: Subject): Site {
  return {
    kind: 'workflow.step',
    action: 'interpolate',
    resource: { kind: 'context', value: known(text), norm: text.replace(/\s+/g, '') },
    node,
    evidence: [
      { node, role: 'source' },
      { node: step, role: 'sink' },
    ],
    tier: source === 'outsider' ? 'proven' : 'pattern',
    why: [`\`${text}\` is put into ${into} before it runs: ${by}.`],
    qualifiers: { source },
    subject: subject ?? whole,
    detail: { sink: into },
  };
}

function connectorSite({ name, detail, node }: FoundPart, { kind }: AutomationOfKind, subject: Subject): Site {
  return {
    kind: 'workflow.step',
    action: 'connect',
    resource: { kind: 'connector', value: known(name) },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'proven',
    why: [`The ${kind.title} talks to \`${name}\`${detail === undefined ? '' : ` (${detail})`}.`],
    subject,
  };
}

/** Of fields that are personal or sensitive by their names. */
function* flowSites(
  { vocabulary }: Reading,
  { field, owner, to, sink, node, subject }: FoundHandover,
  { kind }: AutomationOfKind,
): Generator<Site> {
  const found = classify({ name: field, owner }, vocabulary);
  if (found === null || found.dataClass.id.startsWith('credential')) return;
  yield {
    kind: 'data.flow',
    action: sink === 'model-provider' ? 'prompt' : 'send',
    resource: { kind: 'class', value: known(found.dataClass.id) },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'pattern',
    why: [...found.why, `A step of the ${kind.title} hands it to ${to}.`],
    qualifiers: { sink, to },
    subject,
    detail: { dataClass: found.dataClass.id, field, sink },
  };
}
