import { descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { documentObjects, entryOf } from '../objects.ts';
import { callsIn, declaredName, environmentSecrets, optionsOf, textOfOption, type CodeCall } from './code-calls.ts';
import { automation, defineAutomation, type FoundAutomation, type FoundTrigger } from './define.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';

/** @see https://docs.prefect.io/v3/concepts/flows (3.4) */
export const prefect = defineAutomation({
  id: 'prefect',
  title: 'Prefect flow',
  languages: ['python', 'yaml'],
  words: [
    ['prefect', 'flow'],
    ['deployments:', 'entrypoint:'],
  ],
  *find(reading) {
    if (reading.unit.language.id === 'yaml') {
      yield* deployments(reading);
      return;
    }
    const tasks = callsIn(reading, /^prefect(?:\.tasks)?\.task$/).flatMap(({ decorated, call }) => {
      const name = declaredName(reading, decorated);
      return name === null ? [] : [{ name, detail: 'task', node: call }];
    });
    for (const flow of callsIn(reading, /^prefect(?:\.flows)?\.flow$/))
      if (flow.decorated !== null) yield toFlow(reading, flow, tasks);
  },
});

function toFlow(reading: FileReading, flow: CodeCall, tasks: FoundAutomation['steps']): FoundAutomation {
  const name = declaredName(reading, flow.decorated)!;
  const options = optionsOf(reading, flow);
  const hosts = hostsBelow(reading, reading.unit.tree.root);
  // Those that it names.
  const used = new Set(
    [...descendants(flow.decorated!)].filter(({ kind }) => kind === 'name').map((node) => reading.unit.textOf(node)),
  );
  return automation({
    name: textOfOption(reading, options, 'name') ?? name,
    node: flow.call,
    triggers: [
      ...served(reading, name),
      { name: 'started by hand', type: 'manual', by: 'insiders', detail: 'or through the API', node: flow.call },
    ],
    steps: tasks.filter((task) => used.has(task.name)),
    identities: onceByName([...environmentSecrets(reading), ...blocks(reading)]),
    connectors: hosts,
    models: modelHosts(hosts),
    approvals: callsIn(reading, /^prefect(?:\.\w+)*\.(?:pause_flow_run|suspend_flow_run)$/).map(({ call }) => ({
      name: 'pause',
      detail: 'waits until somebody resumes it',
      node: call,
    })),
    purpose: textOfOption(reading, options, 'description'),
  });
}

/** `flow.serve(cron="…")` and `flow.deploy(…)`. */
function served(reading: FileReading, name: string): readonly FoundTrigger[] {
  const { unit, resolver } = reading;
  return unit.ofKind('call').flatMap((call): readonly FoundTrigger[] => {
    const callee = call.children[0];
    if (
      callee?.kind !== 'member' ||
      !new RegExp(String.raw`^${name}(?:\.\w+)*\.(?:serve|deploy|to_deployment)$`).test(
        unit.textOf(callee).slice(0, 200),
      )
    )
      return [];
    const options = optionsOf(reading, { args: resolver.argumentsOf(call) });
    const time = textOfOption(reading, options, 'cron', 'interval', 'rrule');
    return time === null ? [] : [{ name: time, type: 'schedule', by: 'nobody', node: call }];
  });
}

/** Credentials that are kept by the server: `Secret.load("crm")`. */
function blocks(reading: FileReading): FoundAutomation['identities'] {
  return callsIn(
    reading,
    /^prefect(?:_\w+)?(?:\.\w+)*\.\w*(?:Secret|Credentials|Block|Webhook|String)(?:\(\))?\.load$/,
  ).flatMap(({ args, call }) => {
    const value = args[0]?.value();
    return value?.kind === 'text'
      ? [
          {
            type: 'credential' as const,
            name: `block ${value.text}`,
            lifetime: 'unknown' as const,
            grants: [],
            node: call,
          },
        ]
      : [];
  });
}

function* deployments(reading: FileReading): Generator<FoundAutomation> {
  for (const root of documentObjects(reading))
    for (const node of itemsAt(reading, root, 'deployments')) {
      const entrypoint = textAt(reading, node, 'entrypoint');
      if (entrypoint === null) continue;
      const schedules = [...itemsAt(reading, node, 'schedules'), objectAt(reading, node, 'schedule')].flatMap((each) =>
        each === null ? [] : [each],
      );
      yield automation({
        name: textAt(reading, node, 'name') ?? entrypoint,
        node: entryOf(reading, node, 'name') ?? node,
        triggers: [
          ...schedules.map((each) => ({
            name:
              textAt(reading, each, 'cron') ??
              textAt(reading, each, 'interval') ??
              textAt(reading, each, 'rrule') ??
              'schedule',
            type: 'schedule' as const,
            by: 'nobody' as const,
            node: each,
          })),
          { name: 'started by hand', type: 'manual', by: 'insiders', detail: 'or through the API', node },
        ],
        steps: [{ name: entrypoint, node: entryOf(reading, node, 'entrypoint') ?? node }],
        purpose: textAt(reading, node, 'description'),
        gaps: ['What the flow does stands in its code.'],
      });
    }
}
