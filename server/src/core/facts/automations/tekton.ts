import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, manifestsOf, objectAt, textAt, type Manifest } from '../kubernetes/manifest.ts';
import { asTexts, entryOf, valueOfKey } from '../objects.ts';
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
import { CALLER, interpolationsIn, OUTSIDER, type References } from './interpolate.ts';
import { secretsOf } from './kubernetes-secrets.ts';
import { labelsOf } from './labels.ts';

/** @see https://tekton.dev/docs/pipelines/ (1.6), https://tekton.dev/docs/triggers/ (0.33) */
export const tekton = defineAutomation({
  id: 'tekton',
  title: 'Tekton pipeline',
  languages: ['yaml', 'json'],
  words: [['tekton.dev/', 'kind']],
  *find(reading) {
    for (const manifest of manifestsOf(reading)) {
      const group = /^(?:triggers\.)?tekton\.dev\//.test(textAt(reading, manifest.node, 'apiVersion') ?? '');
      if (!group) continue;
      if (manifest.kind === 'EventListener') yield listener(reading, manifest);
      else if (/^(?:Pipeline|Task|ClusterTask|PipelineRun|TaskRun|TriggerTemplate)$/.test(manifest.kind))
        yield pipeline(reading, manifest);
    }
  },
});

function subjectOf(name: string): Subject {
  return { type: 'step', symbol: name };
}

function pipeline(reading: FileReading, manifest: Manifest): FoundAutomation {
  const spec = objectAt(reading, manifest.node, 'spec');
  const steps = stepsBelow(reading, manifest.node);
  const tasks = tasksBelow(reading, spec);
  const hosts = hostsBelow(reading, manifest.node);
  const events = eventsOf(reading, manifest);
  return automation({
    name: manifest.name === '' ? manifest.kind : manifest.name,
    node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
    triggers:
      events === null
        ? [
            {
              name: manifest.kind.endsWith('Run') ? 'applied' : 'run',
              type: 'manual',
              by: 'insiders',
              node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
            },
          ]
        : eventTriggers(reading, events),
    steps: [
      ...tasks,
      ...steps.map(({ name, object }) => {
        const image = textAt(reading, object, 'image');
        return { name, ...(image === null ? {} : { detail: `runs ${image}` }), node: object, subject: subjectOf(name) };
      }),
    ],
    identities: onceByName([
      ...accounts(reading, manifest.node),
      ...steps.flatMap(({ object }) =>
        object.parent?.parent?.parent == null ? [] : secretsOf(reading, object.parent.parent.parent),
      ),
    ]),
    connectors: hosts,
    models: modelHosts(hosts),
    interpolations: steps.flatMap(({ name, object }) => interpolations(reading, object, name, events !== null)),
    purpose:
      textAt(reading, spec, 'description') ?? labelsOf(reading, objectAt(reading, manifest.node, 'metadata')).purpose,
    owner: labelsOf(reading, objectAt(reading, manifest.node, 'metadata')).owner,
  });
}

/** Steps of tasks, of those within pipelines and runs too. */
/** What starts a run by Pipelines as Code; null: nothing of it does. */
function eventsOf(reading: FileReading, manifest: Manifest): SyntaxNode | null {
  const annotations = objectAt(reading, manifest.node, 'metadata', 'annotations');
  const isSaid = ['on-event', 'on-comment', 'on-label', 'on-cel-expression'].some(
    (key) => textAt(reading, annotations, `${OF_CODE}${key}`) !== null,
  );
  return isSaid ? annotations : null;
}

const OF_CODE = 'pipelinesascode.tekton.dev/';

function eventTriggers(reading: FileReading, annotations: SyntaxNode): readonly FoundTrigger[] {
  const says = (key: string): string => textAt(reading, annotations, `${OF_CODE}${key}`) ?? '';
  const at = (key: string): SyntaxNode => entryOf(reading, annotations, `${OF_CODE}${key}`) ?? annotations;
  const events = `${says('on-event')} ${says('on-cel-expression')}`;
  const key = says('on-event') === '' ? 'on-cel-expression' : 'on-event';
  const found: FoundTrigger[] = [];
  if (/\bpush\b/.test(events)) found.push({ name: 'push', type: 'push', by: 'insiders', node: at(key) });
  if (/\bpull_request\b/.test(events) || says('on-label') !== '')
    found.push({
      name: 'pull request',
      type: 'pull-request',
      by: 'unknown',
      detail: 'whose are let in is a setting of the repository',
      node: at(says('on-label') === '' ? key : 'on-label'),
    });
  if (says('on-comment') !== '')
    found.push({ name: 'comment', type: 'comment', by: 'unknown', node: at('on-comment') });
  return found;
}

function stepsBelow(
  reading: FileReading,
  root: SyntaxNode,
): readonly { readonly name: string; readonly object: SyntaxNode }[] {
  return [...descendants(root)].flatMap((owner) => {
    if (owner.kind !== 'object') return [];
    return itemsAt(reading, owner, 'steps').flatMap((object, index) =>
      textAt(reading, object, 'image') === null &&
      textAt(reading, object, 'ref') === null &&
      valueOfKey(reading, object, 'script') === null
        ? []
        : [{ name: textAt(reading, object, 'name') ?? `step ${index + 1}`, object }],
    );
  });
}

function tasksBelow(reading: FileReading, spec: SyntaxNode | null): readonly FoundPart[] {
  const owners = [spec, objectAt(reading, spec, 'pipelineSpec')];
  return owners.flatMap((owner) =>
    ['tasks', 'finally']
      .flatMap((key) => itemsAt(reading, owner, key))
      .map((node) => {
        const ref = textAt(reading, objectAt(reading, node, 'taskRef'), 'name');
        const name = textAt(reading, node, 'name') ?? ref ?? 'task';
        return { name, ...(ref === null ? {} : { detail: `task ${ref}` }), node, subject: subjectOf(name) };
      }),
  );
}

function accounts(reading: FileReading, root: SyntaxNode): readonly FoundIdentity[] {
  return [...descendants(root)].flatMap((object): readonly FoundIdentity[] => {
    if (object.kind !== 'object') return [];
    const name = textAt(reading, object, 'serviceAccountName');
    return name === null
      ? []
      : [
          {
            type: 'service-account',
            name,
            lifetime: 'short-lived',
            grants: [],
            node: entryOf(reading, object, 'serviceAccountName') ?? object,
          },
        ];
  });
}

/** `$(params.name)` in a script is put in before it runs. */
const PARAMETERS: References = {
  pattern: /\$\((params(?:\.[\w.-]{1,80}|\[["'][^"'\]]{1,80}["']\]))\)/g,
  writerOf: () => CALLER,
};
/** What Pipelines as Code puts in when an event starts the run. @see https://pipelinesascode.com/docs/guide/authoringprs/ (0.37) */
const OF_EVENT: References = {
  pattern:
    /\{\{\s{0,9}(body\.[\w.-]{1,200}|headers\.[\w.-]{1,100}|source_branch|trigger_comment|pull_request_labels)\s{0,9}\}\}/g,
  writerOf: () => OUTSIDER,
};

function interpolations(
  reading: FileReading,
  object: SyntaxNode,
  name: string,
  isOfEvent: boolean,
): readonly FoundInterpolation[] {
  const script = valueOfKey(reading, object, 'script');
  const isShell = asTexts(reading, valueOfKey(reading, object, 'command')).some(({ text }) =>
    /(?:^|\/)(?:ba|da|z|k)?sh$/.test(text),
  );
  const sinks = [
    ...(script === null ? [] : [script]),
    ...(isShell ? asTexts(reading, valueOfKey(reading, object, 'args')).map(({ node }) => node) : []),
  ];
  const rest = { into: 'the script', step: object, subject: subjectOf(name) };
  return sinks.flatMap((sink) =>
    [PARAMETERS, ...(isOfEvent ? [OF_EVENT] : [])].flatMap((each) => interpolationsIn(reading, sink, each, rest)),
  );
}

/** Interceptors that check who calls. */
const CHECKS = new Set(['github', 'gitlab', 'bitbucket']);

function listener(reading: FileReading, manifest: Manifest): FoundAutomation {
  const spec = objectAt(reading, manifest.node, 'spec');
  const triggers = itemsAt(reading, spec, 'triggers').map((node): FoundTrigger => {
    const name = textAt(reading, node, 'name') ?? textAt(reading, node, 'triggerRef') ?? 'trigger';
    const isProven = itemsAt(reading, node, 'interceptors').some(
      (each) =>
        CHECKS.has(textAt(reading, objectAt(reading, each, 'ref'), 'name') ?? '') &&
        /secretRef|secretName/.test(reading.unit.textOf(each)),
    );
    return {
      name,
      type: 'webhook',
      by: isProven ? 'insiders' : 'anybody',
      detail: isProven ? 'with a secret' : 'without authentication',
      node,
      subject: subjectOf(name),
    };
  });
  return automation({
    name: manifest.name,
    node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
    triggers,
    identities: accounts(reading, manifest.node),
    ...labelsOf(reading, objectAt(reading, manifest.node, 'metadata')),
  });
}
