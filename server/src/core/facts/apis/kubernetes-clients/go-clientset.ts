import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { KubernetesUse } from '../../kubernetes/need.ts';
import { known } from '../../to-fact.ts';
import { textOfValue, unknown, type Value } from '../../value.ts';
import { groupNamed, pluralOf, resourceIn } from '../kubernetes.ts';
import { customResource } from './generated.ts';
import { callOn, stepsTo, type Step } from './go-steps.ts';

/** Verbs of typed and dynamic clients, and the part of the object that they are about. */
const VERBS: Readonly<Record<string, readonly [verbs: string, part?: string]>> = {
  Get: ['get'],
  List: ['list'],
  Watch: ['watch'],
  Create: ['create'],
  Update: ['update'],
  Patch: ['patch'],
  Apply: ['patch'],
  Delete: ['delete'],
  DeleteCollection: ['deletecollection'],
  UpdateStatus: ['update', 'status'],
  PatchStatus: ['patch', 'status'],
  ApplyStatus: ['patch', 'status'],
  GetScale: ['get', 'scale'],
  UpdateScale: ['update', 'scale'],
  ApplyScale: ['patch', 'scale'],
  GetLogs: ['get', 'log'],
  Evict: ['create', 'eviction'],
  EvictV1: ['create', 'eviction'],
  EvictV1beta1: ['create', 'eviction'],
  Bind: ['create', 'binding'],
  CreateToken: ['create', 'token'],
  UpdateEphemeralContainers: ['update', 'ephemeralcontainers'],
  UpdateResize: ['update', 'resize'],
  UpdateApproval: ['update', 'approval'],
  Finalize: ['update', 'finalize'],
  ProxyGet: ['get', 'proxy'],
};
/** Which argument names the object; the first one is the context. */
const OF_ONE = /^(?:Get|Patch|Delete|GetScale|UpdateScale|CreateToken|GetLogs)$/;

const VERSIONED = /^([A-Z]\w*?)V\d+(?:alpha\d+|beta\d+)?$/;
const TYPED =
  /^(?:[\w.~-]+\/)*(?:clientset(?:\/versioned)?|kubernetes)\/typed\/(\w+)(?:\/v\d\w*)?\.(\w+?)(?:sGetter)?(Interface)?$/;
const SUB = /^(?:status|scale|exec|log|eviction|attach|portforward|token|proxy|binding|ephemeralcontainers|finalize)$/;
const REQUESTS: Readonly<Record<string, string>> = {
  Get: 'get',
  Post: 'create',
  Put: 'update',
  Patch: 'patch',
  Delete: 'delete',
};

/** client-go: typed clients of any group, the dynamic client, requests that are put together, informers and listers. */
export function clientsetUse(reading: Reading, call: SyntaxNode, steps: readonly Step[]): KubernetesUse | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  return (
    typedUse(steps, last) ??
    dynamicUse(steps, last) ??
    informerUse(steps, last) ??
    (last.name === 'Resource' ? requestUse(reading, call, steps) : null)
  );
}

function typedUse(steps: readonly Step[], last: Step): KubernetesUse | null {
  const verb = Object.hasOwn(VERBS, last.name) ? VERBS[last.name] : undefined;
  const of = steps.at(-2);
  if (verb === undefined || of === undefined) return null;
  const typed = of.path === null ? null : TYPED.exec(of.path.replace(/\(\)$/, ''));
  const version = VERSIONED.exec(steps.at(-3)?.name ?? '');
  if (typed === null && (version === null || !/^[A-Z]\w*$/.test(of.name))) return null;
  const group = groupNamed(typed?.[1] ?? version![1]!);
  const plural = typed === null ? of.name.toLowerCase() : pluralOf(typed[2]!);
  const prefix = group === '*' && version !== null ? `${version[1]!.toLowerCase()}.*` : group;
  // `PolicyV1().Evictions(ns).Evict(ctx, eviction)`
  const isEviction = group === 'policy' && plural === 'evictions';
  return made(last, verb, isEviction ? 'core/pods' : `${prefix}/${resourceIn(group, plural, true).plural}`, {
    namespace: of.args[0]?.value() ?? null,
    isByName: !(of.path ?? '').includes('/'),
  });
}

function made(
  last: Step,
  [verbs, part]: readonly [verbs: string, part?: string],
  resource: string | Value,
  more: Pick<KubernetesUse, 'namespace' | 'isByName'>,
): KubernetesUse {
  // `Patch(ctx, name, type, data, options, "status")`
  const words = last.args.slice(last.name === 'Patch' ? 5 : 2).flatMap(({ value }) => textOfValue(value()) ?? []);
  const sub = part ?? words.find((word) => SUB.test(word));
  const at = last.name === 'GetLogs' ? 0 : 1;
  return {
    verbs: verbs.split(' '),
    resource: sub === undefined || typeof resource !== 'string' ? resource : `${resource}/${sub}`,
    name: OF_ONE.test(last.name) ? (last.args[at]?.value() ?? null) : null,
    what: `\`${last.name}\``,
    ...more,
  };
}

/** `dynamic.Resource(schema.GroupVersionResource{…}).Namespace(ns).List(ctx, …)` */
function dynamicUse(steps: readonly Step[], last: Step): KubernetesUse | null {
  const verb = Object.hasOwn(VERBS, last.name) ? VERBS[last.name] : undefined;
  const namespace = steps.at(-2)?.name === 'Namespace' ? steps.at(-2)! : null;
  const resource = steps.at(namespace === null ? -2 : -3);
  const isDynamic = steps.some(({ path }) => path?.startsWith('k8s.io/client-go/dynamic.') === true);
  const given = resource?.name === 'Resource' ? (resource.args[0]?.value() ?? unknown) : null;
  const of = given === null ? null : groupVersionResource(given);
  if (verb === undefined || given === null || (of === null && !isDynamic)) return null;
  return made(last, verb, of ?? unknown, {
    namespace: namespace === null ? 'every' : (namespace.args[0]?.value() ?? null),
  });
}

function groupVersionResource(value: Value): Value | null {
  if (value.kind !== 'call') return null;
  const field = (of: Value | null, name: string): Value | null =>
    of?.kind === 'call' ? (of.args.find((arg) => arg.name === name)?.value() ?? null) : null;
  if (value.of.endsWith('/schema.GroupVersionResource'))
    return customResource(
      field(value, 'Group') ?? { kind: 'text', text: '' },
      field(value, 'Resource') ?? unknown,
      null,
    );
  if (!value.of.endsWith('.WithResource')) return null;
  const version = value.receiver;
  const own =
    version?.kind === 'symbol' ? /^k8s\.io\/(?:\w[\w-]*\/)*(\w+)\/v\w+\.SchemeGroupVersion$/.exec(version.name) : null;
  const group = own === null ? (field(version, 'Group') ?? unknown) : known(groupNamed(own[1]!));
  return customResource(group, value.args[0]?.value() ?? unknown, null);
}

/** `factory.Core().V1().Pods().Informer()`: what is kept at hand is listed and watched. */
function informerUse(steps: readonly Step[], last: Step): KubernetesUse | null {
  // `factory.ForResource(corev1.SchemeGroupVersion.WithResource("pods"))`
  const generic = last.name === 'ForResource' ? groupVersionResource(last.args[0]?.value() ?? unknown) : null;
  if (generic !== null) return { verbs: ['list', 'watch'], resource: generic, namespace: null, what: '`ForResource`' };
  const [group, version, resource] = steps.slice(-4);
  if (!/^(?:Informer|Lister)$/.test(last.name) || !/^V\d+(?:alpha\d+|beta\d+)?$/.test(version?.name ?? '')) return null;
  if (group === undefined || resource === undefined) return null;
  const named = groupNamed(group.name);
  const prefix = named === '*' ? `${group.name.toLowerCase()}.*` : named;
  return {
    verbs: ['list', 'watch'],
    resource: `${prefix}/${resource.name.toLowerCase()}`,
    namespace: null,
    what: `\`${last.name}\``,
    isByName: group.path?.includes('informers') !== true,
  };
}

/** `CoreV1().RESTClient().Post().Resource("pods").Name(n).Namespace(ns).SubResource("exec")` */
function requestUse(reading: Reading, call: SyntaxNode, steps: readonly Step[]): KubernetesUse | null {
  const resource = steps.at(-1)!.args[0]?.value();
  const plural = resource === undefined ? null : textOfValue(resource);
  const at = steps.findLastIndex(({ name }) => name === 'RESTClient');
  const request = steps.slice(at + 1, -1).find(({ name }) => Object.hasOwn(REQUESTS, name));
  const version = at === -1 ? null : VERSIONED.exec(steps[at - 1]?.name ?? '');
  if (plural === null || request === undefined || at === -1) return null;
  const said = new Map(steps.slice(at + 1, -1).map((step) => [step.name, step]));
  for (let next = callOn(call); next !== null; next = callOn(next)) {
    const step = stepsTo(reading, next).at(-1);
    if (step !== undefined) said.set(step.name, step);
  }
  const given = (name: string): Value | null => said.get(name)?.args[0]?.value() ?? null;
  const sub = given('SubResource');
  const part = sub === null ? null : textOfValue(sub);
  const verb = REQUESTS[request.name]!;
  const group = version === null ? 'core' : groupNamed(version[1]!);
  return {
    verbs: verb === 'get' && given('Name') === null ? ['list'] : [verb],
    resource: `${group}/${plural}${part === null ? '' : `/${part}`}`,
    namespace: given('Namespace'),
    name: given('Name'),
    what: `\`RESTClient().${request.name}\``,
  };
}
