import type { Reading } from '../../define.ts';
import type { KubernetesUse } from '../../kubernetes/need.ts';
import { textOfValue, unknown, type Argument, type Value } from '../../value.ts';
import type { Step } from './go-steps.ts';
import { resourceOfArgument, typeOfValue } from './go-types.ts';

const PACKAGE = 'sigs.k8s.io/controller-runtime';

/** Methods of its client, and where what they are about stands. */
const METHODS: Readonly<Record<string, readonly [verb: string, at: number]>> = {
  Get: ['get', 2],
  List: ['list', 1],
  Create: ['create', 1],
  Update: ['update', 1],
  Patch: ['patch', 1],
  Apply: ['patch', 1],
  Delete: ['delete', 1],
  DeleteAllOf: ['deletecollection', 1],
};
/** Functions on top of it. */
const HELPERS: Readonly<Record<string, readonly [verbs: string, at: number]>> = {
  CreateOrUpdate: ['get create update', 2],
  CreateOrPatch: ['get create patch', 2],
};
/** What a controller is told to look after; which argument is the object. */
const BUILDER: Readonly<Record<string, number>> = { For: 0, Owns: 0, Watches: 0 };

/** Clients, builders, managers and helpers of controller-runtime. */
export function* controllerRuntimeUses(reading: Reading, steps: readonly Step[]): Generator<KubernetesUse> {
  const last = steps.at(-1);
  if (last === undefined || !reading.unit.tree.text.includes(PACKAGE)) return;
  const path = last.path ?? '';
  if (Object.hasOwn(HELPERS, last.name) && path.startsWith(PACKAGE)) {
    const [verbs, at] = HELPERS[last.name]!;
    const use = useOn(reading, last, at, verbs.split(' '));
    if (use !== null) yield use;
    return;
  }
  if (Object.hasOwn(BUILDER, last.name) && isBuilder(steps)) {
    const use = useOn(reading, last, BUILDER[last.name]!, ['list', 'watch']);
    if (use !== null) yield { ...use, namespace: 'every' };
    return;
  }
  if (path.endsWith('.NewManager') && path.startsWith(PACKAGE)) yield* leases(last.args);
  if (/^GetEventRecorder(?:For)?$/.test(last.name))
    yield {
      verbs: ['create', 'patch'],
      resource: `${last.name.endsWith('For') ? 'core' : 'events.k8s.io'}/events`,
      namespace: null,
      what: `\`${last.name}\``,
    };
  const use = clientUse(reading, steps, last);
  if (use !== null) yield use;
}

function isBuilder(steps: readonly Step[]): boolean {
  return steps.some(
    ({ path, name }) => name === 'NewControllerManagedBy' || path?.startsWith(`${PACKAGE}/pkg/builder`),
  );
}

/** `r.Get(ctx, key, &pod)`, `r.Status().Update(ctx, &pod)`. */
function clientUse(reading: Reading, steps: readonly Step[], last: Step): KubernetesUse | null {
  const method = Object.hasOwn(METHODS, last.name) ? METHODS[last.name] : undefined;
  if (method === undefined) return null;
  const isKnown =
    (last.path ?? '').startsWith(`${PACKAGE}/pkg/client.`) || (last.path ?? '').startsWith(`${PACKAGE}/pkg/manager.`);
  // Another client, by its options: that of client-go.
  if (!isKnown && last.args.some((arg) => /\/meta\/v1\.\w+Options$/.test(typeOfValue(arg.value()) ?? ''))) return null;
  const [verb, at] = method;
  const before = steps.at(-2);
  const sub =
    before?.name === 'Status'
      ? 'status'
      : before?.name === 'SubResource'
        ? textOfValue(before.args[0]?.value() ?? unknown)
        : null;
  const isCached = /^(?:get|list)$/.test(verb) && sub === null && !isDirect(steps);
  const use = useOn(
    reading,
    last,
    sub !== null && verb === 'get' ? 1 : at,
    isCached ? (verb === 'get' ? ['get', 'list', 'watch'] : ['list', 'watch']) : [verb],
  );
  if (use === null) return null;
  const resource = sub === null || typeof use.resource !== 'string' ? use.resource : `${use.resource}/${sub}`;
  return { ...use, resource, ...(isKnown ? {} : { isByName: true }) };
}

/** A client that asks the API each time; that of a manager reads what it lists and watches. */
function isDirect(steps: readonly Step[]): boolean {
  return steps.some(({ path, name }) => name === 'GetAPIReader' || path === `${PACKAGE}/pkg/client.New`);
}

function useOn(reading: Reading, last: Step, at: number, verbs: readonly string[]): KubernetesUse | null {
  const given = last.args[at];
  const resource = given === undefined ? null : resourceOfArgument(reading, given);
  if (resource === null) return null;
  const key = at === 2 && verbs.includes('get') ? (last.args[1]?.value() ?? null) : null;
  return {
    verbs,
    resource,
    namespace: field(key, 'Namespace') ?? listedIn(last.args),
    name: null,
    what: `\`${last.name}\``,
  };
}

function field(value: Value | null, name: string): Value | null {
  return value?.kind === 'call' ? (value.args.find((arg) => arg.name === name)?.value() ?? null) : null;
}

/** `client.InNamespace("shop")` */
function listedIn(args: readonly Argument[]): Value | null {
  for (const arg of args) {
    const value = arg.value();
    if (value.kind === 'call' && value.of === `${PACKAGE}/pkg/client.InNamespace`)
      return value.args[0]?.value() ?? null;
  }
  return null;
}

/** Whoever leads holds a lease. */
function* leases(args: readonly Argument[]): Generator<KubernetesUse> {
  const leads = field(args[1]?.value() ?? null, 'LeaderElection');
  if (leads === null || (leads.kind === 'boolean' && !leads.value)) return;
  const given = { namespace: field(args[1]!.value(), 'LeaderElectionNamespace'), what: '`LeaderElection`' };
  yield { verbs: ['get', 'create', 'update'], resource: 'coordination.k8s.io/leases', ...given };
  yield { verbs: ['create', 'patch'], resource: 'core/events', ...given };
}
