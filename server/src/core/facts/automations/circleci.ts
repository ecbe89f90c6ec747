import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsOf, objectAt, textAt } from '../kubernetes/manifest.ts';
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
import { interpolationsIn, OUTSIDER, STARTER } from './interpolate.ts';
import { isSecretName } from './secrets.ts';
import { firstLine, objectsByName } from './texts.ts';

/** @see https://circleci.com/docs/reference/configuration-reference/ (2026-11) */
export const circleci = defineAutomation({
  id: 'circleci',
  title: 'CircleCI pipeline',
  languages: ['yaml'],
  words: [
    ['version:', 'jobs:', 'steps:'],
    ['version:', 'workflows:', 'jobs:'],
  ],
  *find(reading) {
    for (const root of documentObjects(reading)) {
      const jobs = objectsByName(reading, objectAt(reading, root, 'jobs'));
      const workflows = objectsByName(reading, objectAt(reading, root, 'workflows'));
      const isVersion = /^2(?:\.[01])?$/.test(textAt(reading, root, 'version') ?? '');
      const isOther = valueOfKey(reading, root, 'on') !== null;
      if (isVersion && !isOther && (jobs.length > 0 || workflows.length > 0)) yield toPipeline(reading, root);
    }
  },
});

interface Step {
  readonly job: string;
  readonly name: string;
  readonly detail: string | null;
  readonly node: SyntaxNode;
  readonly run: SyntaxNode | null;
  readonly subject: Subject;
}

function toPipeline(reading: FileReading, root: SyntaxNode): FoundAutomation {
  const owners = ['jobs', 'commands'].flatMap((key) => objectsByName(reading, objectAt(reading, root, key)));
  const steps = owners.flatMap(({ name, object }) => stepsOf(reading, name, valueOfKey(reading, object, 'steps')));
  const uses = objectsByName(reading, objectAt(reading, root, 'workflows')).flatMap((flow) =>
    usesOf(reading, flow.object),
  );
  const hosts = onceByName(
    steps.flatMap(({ run }) => (run === null ? [] : hostsOfText(reading.unit.textOf(run), run))),
  );
  return automation({
    name: fileName(reading.unit.path),
    node: entryOf(reading, root, 'workflows') ?? entryOf(reading, root, 'jobs') ?? root,
    triggers: triggersOf(reading, root),
    steps: steps.map(({ job, name, detail, node, subject }) => ({
      name: `${job}: ${name}`,
      ...(detail === null ? {} : { detail }),
      node,
      subject,
    })),
    identities: onceByName([
      ...uses.flatMap((use) => contextsOf(reading, use)),
      ...steps.flatMap((step) => variablesOf(reading, step)),
    ]),
    connectors: [...hosts, ...orbsOf(reading, root)],
    models: modelHosts(hosts),
    approvals: uses.flatMap(({ name, object, node }) => {
      if (object === null || textAt(reading, object, 'type') !== 'approval') return [];
      return [{ name, detail: 'waits for a person', node }];
    }),
    interpolations: steps.flatMap((step) => interpolations(reading, root, step)),
  });
}

function stepsOf(reading: FileReading, job: string, list: SyntaxNode | null): readonly Step[] {
  const value = list === null ? null : reading.resolver.valueOf(list);
  const nodes = value?.kind === 'list' && value.node !== null ? value.node.children : [];
  const subject: Subject = { type: 'job', symbol: job, exposure: 'ci' };
  return nodes.flatMap((item): readonly Step[] => {
    const object = asObject(reading, item);
    if (object === null) {
      const name = asText(reading, item);
      return name === null ? [] : [{ job, name, detail: null, node: item, run: null, subject }];
    }
    const given = valueOfKey(reading, object, 'run');
    const own = asObject(reading, given);
    const run = own === null ? given : valueOfKey(reading, own, 'command');
    const node = entryOf(reading, object, 'run') ?? item;
    if (given === null) {
      const [name = 'step'] = [...reading.resolver.entriesOf(object).keys()];
      return [{ job, name, detail: null, node, run: null, subject }];
    }
    const line = firstLine(asText(reading, run) ?? 'run');
    const shown = own === null ? null : textAt(reading, own, 'name');
    return [{ job, name: shown ?? line, detail: shown === null ? null : line, node, run, subject }];
  });
}

interface Use {
  readonly name: string;
  readonly object: SyntaxNode | null;
  readonly node: SyntaxNode;
}

/** Jobs as a workflow lists them: `- build`, `- deploy: { context: … }`. */
function usesOf(reading: FileReading, workflow: SyntaxNode): readonly Use[] {
  return itemsOf(reading, valueOfKey(reading, workflow, 'jobs')).flatMap((item) => objectsByName(reading, item));
}

function contextsOf(reading: FileReading, { name, object }: Use): readonly FoundIdentity[] {
  const node = object === null ? null : valueOfKey(reading, object, 'context');
  return asTexts(reading, node).map((each): FoundIdentity => ({
    type: 'credential',
    name: `context ${each.text}`,
    lifetime: 'static',
    grants: [],
    node: each.node,
    subject: { type: 'job', symbol: name, exposure: 'ci' },
  }));
}

function variablesOf(reading: FileReading, { run, subject }: Step): readonly FoundIdentity[] {
  if (run === null) return [];
  return [...reading.unit.textOf(run).matchAll(/\$\{?([A-Z][A-Z0-9_]{2,60})\b/g)].flatMap(
    ([, name = '']): readonly FoundIdentity[] => {
      if (name.startsWith('CIRCLE_OIDC_TOKEN'))
        return [{ type: 'token', name: 'CIRCLE_OIDC_TOKEN', lifetime: 'short-lived', grants: [], node: run, subject }];
      return isSecretName(name)
        ? [{ type: 'credential', name: `$${name}`, lifetime: 'static', grants: [], node: run, subject }]
        : [];
    },
  );
}

function orbsOf(reading: FileReading, root: SyntaxNode): readonly FoundPart[] {
  const orbs = objectAt(reading, root, 'orbs');
  return orbs === null
    ? []
    : [...reading.resolver.entriesOf(orbs)].flatMap(([, node]) => {
        const text = asText(reading, node);
        return text === null ? [] : [{ name: `orb ${text.replace(/@.*$/s, '')}`, detail: `as ${text}`, node }];
      });
}

function triggersOf(reading: FileReading, root: SyntaxNode): readonly FoundTrigger[] {
  const flows = objectsByName(reading, objectAt(reading, root, 'workflows'));
  const scheduled = flows.flatMap(({ object }) =>
    itemsOf(reading, valueOfKey(reading, object, 'triggers')).flatMap((item): readonly FoundTrigger[] => {
      const schedule = objectAt(reading, item, 'schedule');
      return schedule === null
        ? []
        : [{ name: textAt(reading, schedule, 'cron') ?? 'schedule', type: 'schedule', by: 'nobody', node: item }];
    }),
  );
  const isPushed = flows.length === 0 || flows.some(({ object }) => valueOfKey(reading, object, 'triggers') === null);
  const node = entryOf(reading, root, 'workflows') ?? root;
  return isPushed
    ? [
        { name: 'push', type: 'push', by: 'insiders', detail: 'forks too where the project builds them', node },
        ...scheduled,
      ]
    : scheduled;
}

/** `<< pipeline.git.branch >>`, which is put in before the shell reads the command. */
function interpolations(
  reading: FileReading,
  root: SyntaxNode,
  { run, node, subject }: Step,
): readonly FoundInterpolation[] {
  if (run === null) return [];
  return interpolationsIn(
    reading,
    run,
    {
      pattern: /<<\s{0,9}(pipeline\.(?:git|parameters|trigger_parameters|event)\.[\w.-]{1,120})\s{0,9}>>/g,
      writerOf: (path) => {
        const parameter = /^pipeline\.parameters\.(.+)$/.exec(path)?.[1];
        if (parameter !== undefined) {
          const own = objectAt(reading, root, 'parameters', parameter);
          return own !== null && textAt(reading, own, 'type') === 'string' ? STARTER : null;
        }
        return WRITTEN.test(path) ? OUTSIDER : null;
      },
    },
    { into: 'the command', step: node, subject },
  );
}

const WRITTEN =
  /\.(?:branch|tag|ref|commit_message|commit_title|title|body|login|name|author\w*|head\..*|message|label)$/;
