import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, manifestsOf, objectAt, textAt, type Manifest } from '../kubernetes/manifest.ts';
import { entryOf, valueOfKey } from '../objects.ts';
import {
  automation,
  defineAutomation,
  type FoundAutomation,
  type FoundIdentity,
  type FoundInterpolation,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';
import { CALLER, interpolationsIn } from './interpolate.ts';
import { labelsOf } from './labels.ts';
import { objectsByName, textsOf } from './texts.ts';

/** @see https://argo-workflows.readthedocs.io/en/latest/fields/ (3.7), https://argoproj.github.io/argo-events/ (1.9) */
export const argo = defineAutomation({
  id: 'argo',
  title: 'Argo workflow',
  languages: ['yaml', 'json'],
  words: [['argoproj.io', 'kind']],
  *find(reading) {
    for (const manifest of manifestsOf(reading)) {
      if (!(textAt(reading, manifest.node, 'apiVersion') ?? '').startsWith('argoproj.io/')) continue;
      const read = READERS.get(manifest.kind);
      if (read !== undefined) yield read(reading, manifest);
    }
  },
});

type Reader = (reading: FileReading, manifest: Manifest) => FoundAutomation;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Workflow', workflow(['spec'])],
  ['WorkflowTemplate', workflow(['spec'])],
  ['ClusterWorkflowTemplate', workflow(['spec'])],
  ['CronWorkflow', workflow(['spec', 'workflowSpec'])],
  ['Sensor', sensor],
  ['EventSource', eventSource],
]);

function workflow(path: readonly string[]): Reader {
  return (reading, manifest) => {
    const spec = objectAt(reading, manifest.node, ...path);
    const templates = itemsAt(reading, spec, 'templates');
    const hosts = spec === null ? [] : hostsBelow(reading, spec);
    const named = templates.map((object) => ({ object, name: textAt(reading, object, 'name') ?? 'template' }));
    return automation({
      name: manifest.name === '' ? manifest.kind : manifest.name,
      node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
      triggers: triggersOf(reading, manifest),
      steps: named.flatMap(({ object, name }) => stepOf(reading, object, name)),
      identities: spec === null ? [] : [accountOf(reading, spec), ...secretsBelow(reading, spec)],
      connectors: hosts,
      models: modelHosts(hosts),
      approvals: named
        .filter(({ object }) => valueOfKey(reading, object, 'suspend') !== null)
        .map(({ object, name }) => ({ name, detail: 'waits until somebody resumes it', node: object })),
      interpolations: named.flatMap(({ object, name }) => interpolations(reading, object, name)),
      ...labelsOf(reading, objectAt(reading, manifest.node, 'metadata')),
    });
  };
}

function stepSubject(name: string): Subject {
  return { type: 'step', symbol: name };
}

function triggersOf(reading: FileReading, { node, kind }: Manifest): readonly FoundTrigger[] {
  const spec = objectAt(reading, node, 'spec');
  if (kind !== 'CronWorkflow')
    return [{ name: 'submitted', type: 'manual', by: 'insiders', node: entryOf(reading, node, 'kind') ?? node }];
  const times = ['schedule', 'schedules'].flatMap((key) =>
    textsOf(reading, spec === null ? null : valueOfKey(reading, spec, key)),
  );
  return times.map(({ text, node: at }) => ({ name: text, type: 'schedule', by: 'nobody', node: at }));
}

function stepOf(reading: FileReading, object: SyntaxNode, name: string): readonly FoundPart[] {
  for (const kind of ['container', 'script', 'http', 'resource', 'suspend', 'containerSet', 'data']) {
    const own = objectAt(reading, object, kind);
    if (own === null) continue;
    const what = textAt(reading, own, 'image') ?? textAt(reading, own, 'url') ?? kind;
    return [
      {
        name,
        detail: kind === 'container' || kind === 'script' ? `runs ${what}` : what,
        node: object,
        subject: stepSubject(name),
      },
    ];
  }
  return [];
}

function accountOf(reading: FileReading, spec: SyntaxNode): FoundIdentity {
  const name = textAt(reading, spec, 'serviceAccountName') ?? 'default';
  return {
    type: 'service-account',
    name,
    lifetime: 'short-lived',
    grants: [],
    node: entryOf(reading, spec, 'serviceAccountName') ?? spec,
  };
}

/** `secretKeyRef` and the like, wherever they stand. */
function secretsBelow(reading: FileReading, spec: SyntaxNode): readonly FoundIdentity[] {
  const found = [...descendants(spec)].flatMap((object): readonly FoundIdentity[] => {
    if (object.kind !== 'object') return [];
    return [
      'secretKeyRef',
      'secretRef',
      'accessKeySecret',
      'secretKeySecret',
      'authSecret',
      'accessToken',
      'webhookSecret',
    ].flatMap((key) => {
      const name = textAt(reading, objectAt(reading, object, key), 'name');
      return name === null
        ? []
        : [
            {
              type: 'credential' as const,
              name: `secret ${name}`,
              lifetime: 'static' as const,
              grants: [],
              node: entryOf(reading, object, key) ?? object,
            },
          ];
    });
  });
  return onceByName(found);
}

/** `{{inputs.parameters.name}}` is put into the script before it runs. */
function interpolations(reading: FileReading, object: SyntaxNode, name: string): readonly FoundInterpolation[] {
  const script = objectAt(reading, object, 'script');
  const container = objectAt(reading, object, 'container');
  const source = script === null ? null : valueOfKey(reading, script, 'source');
  const args = container === null ? [] : textsOf(reading, valueOfKey(reading, container, 'args'));
  const command = container === null ? [] : textsOf(reading, valueOfKey(reading, container, 'command'));
  const isShell = [...command, ...args].some(({ text }) => /^(?:-\w*c|\/bin\/(?:ba)?sh)$/.test(text));
  const sinks = [
    ...(source === null ? [] : [source]),
    ...(isShell ? [...command, ...args].map(({ node }) => node) : []),
  ];
  return sinks.flatMap((node) =>
    interpolationsIn(
      reading,
      node,
      { pattern: /\{\{=?\s{0,9}((?:workflow|inputs)\.parameters\.[\w.-]{1,100})\s{0,9}\}\}/g, writerOf: () => CALLER },
      { into: script === null ? 'the command' : 'the script', step: object, subject: stepSubject(name) },
    ),
  );
}

function sensor(reading: FileReading, manifest: Manifest): FoundAutomation {
  const spec = objectAt(reading, manifest.node, 'spec');
  const hosts = spec === null ? [] : hostsBelow(reading, spec);
  const template = objectAt(reading, spec, 'template');
  return automation({
    name: manifest.name,
    node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
    triggers: itemsAt(reading, spec, 'dependencies').map((node) => ({
      name: `${textAt(reading, node, 'eventSourceName') ?? 'source'}/${textAt(reading, node, 'eventName') ?? 'event'}`,
      type: 'event',
      by: 'unknown',
      detail: 'by its event source',
      node,
    })),
    steps: itemsAt(reading, spec, 'triggers').map((node) => {
      const own = objectAt(reading, node, 'template');
      const kind = objectsByName(reading, own).find(({ name }) => name !== 'conditionsReset')?.name ?? 'trigger';
      return { name: textAt(reading, own, 'name') ?? 'trigger', detail: kind, node };
    }),
    identities: [
      ...(template === null ? [] : [accountOf(reading, template)]),
      ...(spec === null ? [] : secretsBelow(reading, spec)),
    ],
    connectors: hosts,
    models: modelHosts(hosts),
    ...labelsOf(reading, objectAt(reading, manifest.node, 'metadata')),
  });
}

/** Of these anybody may send something where no secret is asked for. */
const OPEN = new Set(['webhook', 'github', 'gitlab', 'bitbucket', 'slack', 'stripe', 'storageGrid', 'sns', 'generic']);
const PROOFS = ['authSecret', 'webhookSecret', 'signingSecret', 'secretToken', 'validateSignature'];

function eventSource(reading: FileReading, manifest: Manifest): FoundAutomation {
  const spec = objectAt(reading, manifest.node, 'spec');
  const triggers = objectsByName(reading, spec).flatMap((type): readonly FoundTrigger[] =>
    objectsByName(reading, type.object).map(({ name, object, node }): FoundTrigger => {
      if (type.name === 'calendar')
        return {
          name: textAt(reading, object, 'schedule') ?? textAt(reading, object, 'interval') ?? name,
          type: 'schedule',
          by: 'nobody',
          node,
        };
      if (!OPEN.has(type.name)) return { name, type: 'event', by: 'insiders', detail: type.name, node };
      const isProven = PROOFS.some((key) => valueOfKey(reading, object, key) !== null);
      return {
        name,
        type: 'webhook',
        by: isProven ? 'insiders' : 'anybody',
        detail: isProven ? 'with a secret' : 'without authentication',
        node,
        subject: stepSubject(name),
      };
    }),
  );
  return automation({
    name: manifest.name,
    node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
    triggers: triggers.filter(({ name }) => name !== 'template' && name !== 'service'),
    identities: spec === null ? [] : secretsBelow(reading, spec),
    ...labelsOf(reading, objectAt(reading, manifest.node, 'metadata')),
  });
}
