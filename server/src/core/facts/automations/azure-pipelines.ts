import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, itemsOf, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundIdentity,
  type FoundInterpolation,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { fileName } from './file-name.ts';
import { hostsOfText, modelHosts, onceByName } from './hosts.ts';
import { CALLER, interpolationsIn, OUTSIDER, STARTER, type References } from './interpolate.ts';
import { firstLine } from './texts.ts';

/** @see https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/ (2026-11) */
export const azurePipelines = defineAutomation({
  id: 'azure-pipelines',
  title: 'Azure pipeline',
  languages: ['yaml'],
  words: [
    ['steps:', '- '],
    ['extends:', 'template'],
    ['stages:', 'jobs:'],
  ],
  *find(reading) {
    for (const root of documentObjects(reading)) {
      const steps = stepsOf(reading, root);
      const isExtended = textAt(reading, objectAt(reading, root, 'extends'), 'template') !== null;
      if (steps.length > 0 || isExtended) yield toPipeline(reading, root, steps);
    }
  },
});

interface AzureStep {
  readonly name: string;
  readonly detail: string | null;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
  /** Its command, where it has one. */
  readonly script: SyntaxNode | null;
  readonly task: string | null;
  readonly subject: Subject;
}

const SCRIPTS = ['script', 'bash', 'pwsh', 'powershell'];
const MAX_STEPS = 2_000;
/** Stages hold jobs, jobs hold steps, and a condition of a template may stand around each. */
const MAX_DEPTH = 8;

/** Steps wherever stages, jobs and deployment strategies have them; none where it is no pipeline. */
function stepsOf(reading: FileReading, root: SyntaxNode): readonly AzureStep[] {
  if (
    ['on', 'version', 'workflows', 'runs', 'apiVersion', 'kind'].some((key) => valueOfKey(reading, root, key) !== null)
  )
    return [];
  const found: AzureStep[] = [];
  const visit = (owner: SyntaxNode, job: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.length > MAX_STEPS) return;
    for (const item of itemsAt(reading, owner, 'steps')) found.push(...toSteps(reading, item, job, depth));
    for (const key of ['stages', 'jobs'])
      for (const item of itemsAt(reading, owner, key)) {
        const name = ['job', 'deployment', 'stage']
          .map((each) => textAt(reading, item, each))
          .find((text) => text !== null);
        visit(item, name ?? job, depth + 1);
      }
    const strategy = objectAt(reading, owner, 'strategy');
    for (const way of ['runOnce', 'rolling', 'canary'])
      for (const phase of ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic']) {
        const at = objectAt(reading, strategy, way, phase);
        if (at !== null) visit(at, job, depth + 1);
      }
  };
  visit(root, 'pipeline', 0);
  return found;
}

function toSteps(reading: FileReading, item: SyntaxNode, job: string, depth: number): readonly AzureStep[] {
  const subject: Subject = { type: 'job', symbol: job, exposure: 'ci' };
  const shown = textAt(reading, item, 'displayName') ?? textAt(reading, item, 'name');
  for (const key of SCRIPTS) {
    const script = valueOfKey(reading, item, key);
    if (script === null) continue;
    const line = firstLine(asText(reading, script) ?? key);
    return [
      {
        name: shown ?? line,
        detail: shown === null ? null : line,
        object: item,
        node: entryOf(reading, item, key) ?? item,
        script,
        task: null,
        subject,
      },
    ];
  }
  for (const key of ['task', 'template', 'checkout', 'download', 'publish']) {
    const text = textAt(reading, item, key);
    if (text === null) continue;
    const task = key === 'task' ? text.replace(/@.*$/s, '') : null;
    const inputs = objectAt(reading, item, 'inputs');
    const script =
      inputs === null
        ? null
        : (['inlineScript', 'script', 'Inline']
            .map((each) => valueOfKey(reading, inputs, each))
            .find((each) => each !== null) ?? null);
    return [
      {
        name: shown ?? task ?? `${key} ${text}`,
        detail: shown === null ? null : (task ?? text),
        object: item,
        node: entryOf(reading, item, key) ?? item,
        script,
        task,
        subject,
      },
    ];
  }
  // `${{ if … }}:` around a list of steps.
  return depth > MAX_DEPTH
    ? []
    : [...reading.resolver.entriesOf(item)].flatMap(([key, node]) =>
        key.startsWith('${{') ? itemsOf(reading, node).flatMap((each) => toSteps(reading, each, job, depth + 1)) : [],
      );
}

function toPipeline(reading: FileReading, root: SyntaxNode, steps: readonly AzureStep[]): FoundAutomation {
  const hosts = onceByName(steps.flatMap(({ object }) => hostsOfText(reading.unit.textOf(object), object)));
  const isTemplate = ['trigger', 'pr', 'schedules', 'pool', 'extends', 'resources'].every(
    (key) => valueOfKey(reading, root, key) === null,
  );
  const template = textAt(reading, objectAt(reading, root, 'extends'), 'template');
  return automation({
    name: textAt(reading, root, 'name') ?? fileName(reading.unit.path),
    node: steps[0]?.node ?? root,
    triggers: isTemplate ? [] : triggersOf(reading, root),
    steps: steps.map(({ name, detail, node, subject }) => ({
      name,
      ...(detail === null ? {} : { detail }),
      node,
      subject,
    })),
    identities: onceByName([...groupsOf(reading, root), ...steps.flatMap((step) => identitiesOf(reading, step))]),
    connectors: [
      ...hosts,
      ...onceByName(steps.flatMap(({ task, node }) => (task === null ? [] : [{ name: task, node }]))),
    ],
    models: modelHosts(hosts),
    approvals: [
      ...environmentsOf(reading, root),
      ...steps
        .filter(({ task }) => /^Manual(?:Validation|Intervention)$/.test(task ?? ''))
        .map(({ name, object, node }) => {
          const by = textAt(reading, objectAt(reading, object, 'inputs'), 'approvers');
          return { name, detail: 'asks a person', ...(by === null ? {} : { by }), node };
        }),
    ],
    interpolations: steps.flatMap((step) => interpolations(reading, root, step, isTemplate)),
    gaps: template === null ? [] : [`What ${template} adds to it was not read.`],
  });
}

function triggersOf(reading: FileReading, root: SyntaxNode): readonly FoundTrigger[] {
  const found: FoundTrigger[] = [];
  const at = (key: string): SyntaxNode => entryOf(reading, root, key) ?? root;
  if (textAt(reading, root, 'trigger') !== 'none')
    found.push({
      name: 'push',
      type: 'push',
      by: 'insiders',
      ...(valueOfKey(reading, root, 'trigger') === null ? { detail: 'as nothing is said' } : {}),
      node: at('trigger'),
    });
  if (valueOfKey(reading, root, 'pr') !== null && textAt(reading, root, 'pr') !== 'none')
    found.push({
      name: 'pull request',
      type: 'pull-request',
      by: 'unknown',
      detail: 'whether forks may is a setting of the service',
      node: at('pr'),
    });
  for (const item of itemsAt(reading, root, 'schedules'))
    found.push({ name: textAt(reading, item, 'cron') ?? 'schedule', type: 'schedule', by: 'nobody', node: item });
  const resources = objectAt(reading, root, 'resources');
  for (const item of itemsAt(reading, resources, 'webhooks'))
    found.push({
      name: textAt(reading, item, 'webhook') ?? 'webhook',
      type: 'webhook',
      by: 'unknown',
      detail: 'by a service connection',
      node: item,
    });
  for (const item of itemsAt(reading, resources, 'pipelines'))
    if (valueOfKey(reading, item, 'trigger') !== null)
      found.push({
        name: textAt(reading, item, 'pipeline') ?? 'pipeline',
        type: 'event',
        by: 'insiders',
        detail: 'another pipeline',
        node: item,
      });
  return found;
}

/** Inputs of tasks that name a service connection. */
const CONNECTION =
  /^(?:azureSubscription|connectedServiceName\w*|azureResourceManagerConnection|awsCredentials|serviceConnection|\w*serviceConnection|\w*ServiceEndpoint|containerRegistry|dockerRegistryEndpoint|kubernetesServiceConnection|gitHubConnection|externalEndpoints?|SonarQube)$/i;

function identitiesOf(reading: FileReading, { object, node, subject }: AzureStep): readonly FoundIdentity[] {
  const inputs = objectAt(reading, object, 'inputs');
  const connections = inputs === null ? [] : [...reading.resolver.entriesOf(inputs)];
  const own = connections.flatMap(([key, value]): readonly FoundIdentity[] => {
    const text = CONNECTION.test(key) ? asText(reading, value) : null;
    return text === null
      ? []
      : [
          {
            type: 'credential',
            name: `service connection ${text}`,
            lifetime: 'unknown',
            grants: [],
            node: value,
            subject,
          },
        ];
  });
  const usesToken = /System\.AccessToken|SYSTEM_ACCESSTOKEN/.test(reading.unit.textOf(object));
  return usesToken
    ? [...own, { type: 'token', name: 'System.AccessToken', lifetime: 'short-lived', grants: [], node, subject }]
    : own;
}

/** Variable groups hold secrets. */
function groupsOf(reading: FileReading, root: SyntaxNode): readonly FoundIdentity[] {
  return itemsAt(reading, root, 'variables').flatMap((node): readonly FoundIdentity[] => {
    const group = textAt(reading, node, 'group');
    return group === null
      ? []
      : [{ type: 'credential', name: `variable group ${group}`, lifetime: 'static', grants: [], node }];
  });
}

/** Environments of deployment jobs, wherever those stand. */
function environmentsOf(reading: FileReading, root: SyntaxNode): readonly FoundPart[] {
  return [...descendants(root)].flatMap((object) => {
    if (object.kind !== 'object') return [];
    const deployment = textAt(reading, object, 'deployment');
    const given = deployment === null ? null : valueOfKey(reading, object, 'environment');
    const name = asText(reading, given) ?? textAt(reading, asObject(reading, given), 'name');
    if (deployment === null || name === null) return [];
    return [
      {
        name,
        detail: 'by the checks of the environment',
        environment: true,
        node: entryOf(reading, object, 'environment') ?? object,
        subject: { type: 'job' as const, symbol: deployment, exposure: 'ci' as const },
      },
    ];
  });
}

/** Variables that the service puts in before the shell reads the command. */
const MACROS: References = {
  pattern:
    /\$\(((?:Build\.(?:SourceVersionMessage|SourceVersionAuthor|SourceBranch|SourceBranchName|RequestedFor)|System\.PullRequest\.SourceBranch(?:Name)?))\)/gi,
  writerOf: () => OUTSIDER,
};

function interpolations(
  reading: FileReading,
  root: SyntaxNode,
  { script, node, subject }: AzureStep,
  isTemplate: boolean,
): readonly FoundInterpolation[] {
  if (script === null) return [];
  const rest = { into: 'the command', step: node, subject };
  return [
    ...interpolationsIn(reading, script, MACROS, rest),
    ...interpolationsIn(
      reading,
      script,
      {
        pattern: /\$\{\{\s{0,9}parameters\.([\w-]{1,80})\s{0,9}\}\}/g,
        writerOf: (name) => (isFree(reading, root, name) ? (isTemplate ? CALLER : STARTER) : null),
      },
      rest,
    ),
  ];
}

/** A text of which nothing says what it may be. */
function isFree(reading: FileReading, root: SyntaxNode, name: string): boolean {
  const own = itemsAt(reading, root, 'parameters').find((each) => textAt(reading, each, 'name') === name);
  if (own === undefined) return false;
  return (
    (textAt(reading, own, 'type') ?? 'string') === 'string' &&
    asTexts(reading, valueOfKey(reading, own, 'values')).length === 0
  );
}
