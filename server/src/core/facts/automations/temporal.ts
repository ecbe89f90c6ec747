import { textOfValue } from '../value.ts';
import { callsIn, declaredName, environmentSecrets } from './code-calls.ts';
import { automation, defineAutomation, type FoundPart } from './define.ts';
import { fileName } from './file-name.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';
import type { FileReading } from '../define.ts';

/** @see https://docs.temporal.io/develop (2026-11) */
export const temporal = defineAutomation({
  id: 'temporal',
  title: 'Temporal workflow',
  languages: ['python', 'typescript', 'tsx', 'javascript', 'go', 'java', 'kotlin'],
  words: [['temporalio'], ['go.temporal.io'], ['io.temporal']],
  *find(reading) {
    const definitions = definitionsIn(reading);
    const activities = callsIn(
      reading,
      /(?:^temporalio\.workflow\.(?:execute|start)_(?:local_)?activity\w*|^go\.temporal\.io\/sdk\/workflow\.Execute(?:Local)?Activity)$/,
    );
    const proxies = callsIn(reading, /^@temporalio\/workflow\.proxy(?:Local)?Activities$/);
    const [first] = [
      ...definitions,
      ...proxies.map(({ call }) => ({ name: fileName(reading.unit.path), node: call })),
      ...activities.slice(0, 1).map(({ call }) => ({ name: fileName(reading.unit.path), node: call })),
    ];
    if (first === undefined) return;
    const hosts = hostsBelow(reading, reading.unit.tree.root);
    yield automation({
      name: first.name,
      node: first.node,
      triggers: [
        {
          name: 'started by a client',
          type: 'event',
          by: 'insiders',
          detail: 'with access to the namespace',
          node: first.node,
        },
      ],
      steps: onceByName([
        ...activities.flatMap(({ args, call }) => activityOf(reading, args, call)),
        ...proxies.flatMap(({ call }) => proxiedActivities(reading, call)),
      ]),
      identities: environmentSecrets(reading),
      connectors: hosts,
      models: modelHosts(hosts),
      approvals: callsIn(
        reading,
        /^(?:temporalio\.workflow\.signal|@temporalio\/workflow\.defineSignal|go\.temporal\.io\/sdk\/workflow\.GetSignalChannel)$/,
      )
        .map((signal): FoundPart => ({
          name:
            declaredName(reading, signal.decorated) ??
            textOfValue(signal.args.at(-1)?.value() ?? { kind: 'unknown' }) ??
            'signal',
          detail: 'waits for a signal',
          node: signal.call,
        }))
        .filter(({ name }) => /approv|confirm|accept|reject|review/i.test(name)),
      waits: callsIn(
        reading,
        /^(?:temporalio\.workflow\.wait_condition|@temporalio\/workflow\.condition|go\.temporal\.io\/sdk\/workflow\.Await(?:WithTimeout)?)$/,
      ).map(({ call }) => ({
        name: reading.unit.textOf(call).slice(0, 80).replace(/\s+/g, ' '),
        operator: 'condition',
        node: call,
      })),
      gaps: ['As whom it runs is what its worker runs as.'],
    });
  },
});

/** `@workflow.defn`, `@WorkflowInterface`, and functions of Go that take a `workflow.Context`. */
function definitionsIn(reading: FileReading): readonly FoundPart[] {
  const { unit } = reading;
  const decorated = callsIn(
    reading,
    /^(?:temporalio\.workflow\.defn|io\.temporal\.workflow\.WorkflowInterface)$/,
  ).flatMap(({ decorated: owner, call }) => {
    const name = declaredName(reading, owner);
    return name === null ? [] : [{ name, node: call }];
  });
  if (unit.language.id !== 'go') return decorated;
  const functions = unit.ofKind('function').flatMap((fn) => {
    const head = unit.textOf(fn).slice(0, 300);
    const name = declaredName(reading, fn);
    return name !== null && /^func\s+(?:\([^)]*\)\s*)?\w+\(\s*\w+\s+workflow\.Context\b/.test(head)
      ? [{ name, node: fn }]
      : [];
  });
  return [...decorated, ...functions];
}

function activityOf(
  reading: FileReading,
  args: ReturnType<typeof callsIn>[number]['args'],
  call: FoundPart['node'],
): readonly FoundPart[] {
  const [first, second] = args;
  // In Go the context comes first.
  const given = reading.unit.language.id === 'go' ? second : first;
  if (given?.node === undefined || given.node === null) return [];
  const name = textOfValue(given.value()) ?? reading.unit.textOf(given.node);
  return name.length > 80 ? [] : [{ name, detail: 'activity', node: call }];
}

/** `const { charge, refund } = proxyActivities(…)` */
function proxiedActivities({ unit }: FileReading, call: FoundPart['node']): readonly FoundPart[] {
  const target =
    call.parent?.kind === 'assign' ? call.parent.children.find(({ role }) => role === 'assign.target') : undefined;
  if (target?.kind !== 'pattern') return [];
  return target.children
    .filter(({ kind }) => kind === 'shorthand')
    .map((node) => ({ name: unit.textOf(node), detail: 'activity', node }));
}
