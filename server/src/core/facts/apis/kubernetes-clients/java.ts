import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { KubernetesUse } from '../../kubernetes/need.ts';
import type { Argument, CallValue, Value } from '../../value.ts';
import { pluralOf, resourceNamed } from '../kubernetes.ts';
import { argumentsGiven, generatedUse } from './generated.ts';

const METHOD = /^io\.kubernetes\.client\.openapi\.apis\.(\w+Api)\(\)\.(\w+)$/;
const FABRIC8 =
  /^io\.fabric8\.(?:kubernetes|openshift)\.client\.(?:Default|Named|Namespaced|Auto|Base)*(?:Kubernetes|OpenShift|KubernetesMock)Client\(\)\.(.+)$/;
const FACTORY = /^io\.kubernetes\.client\.util\.Watch\.createWatch$/;

/** The client of the Kubernetes project, and fabric8's. */
export function* javaUses(reading: Reading, call: SyntaxNode): Generator<KubernetesUse> {
  const path = reading.resolver.calleeOf(call);
  if (path === null) return;
  const method = METHOD.exec(path);
  if (method !== null) {
    const args = argumentsGiven(reading, reading.resolver.argumentsOf(call), call);
    const use = generatedUse(method[1]!, method[2]!, args);
    if (use !== null) yield use.verbs.includes('list') && isWatched(reading, call) ? { ...use, verbs: ['watch'] } : use;
    return;
  }
  const chain = FABRIC8.exec(path)?.[1];
  if (chain === undefined) return;
  const use = fabric8Use(reading, call, chain.split('.'));
  if (use !== null) yield use;
}

/** `Watch.createWatch(client, api.listNamespacedPod(…).buildCall(null), …)` */
function isWatched(reading: Reading, call: SyntaxNode): boolean {
  for (let at = call.parent; at !== null && at.kind !== 'function'; at = at.parent)
    if (at.kind === 'call' && FACTORY.test(reading.resolver.calleeOf(at) ?? '')) return true;
  return false;
}

/** What ends a chain, and what it asks of the API on what the chain is about. */
const ENDS: Readonly<Record<string, readonly [verbs: string, part?: string]>> = {
  get: ['get'],
  require: ['get'],
  isReady: ['get'],
  list: ['list'],
  resources: ['list'],
  create: ['create'],
  createOr: ['create'],
  createOrReplace: ['get create update'],
  serverSideApply: ['patch'],
  edit: ['get patch'],
  accept: ['get patch'],
  patch: ['get patch'],
  replace: ['get update'],
  update: ['update'],
  delete: ['delete'],
  watch: ['watch'],
  inform: ['list watch'],
  informOnCondition: ['list watch'],
  runnableInformer: ['list watch'],
  waitUntilReady: ['list watch'],
  waitUntilCondition: ['list watch'],
  scale: ['get patch', 'scale'],
  updateStatus: ['update', 'status'],
  replaceStatus: ['update', 'status'],
  patchStatus: ['patch', 'status'],
  editStatus: ['get patch', 'status'],
  evict: ['create', 'eviction'],
  getLog: ['get', 'log'],
  watchLog: ['get', 'log'],
  tailingLines: ['get', 'log'],
  exec: ['get create', 'exec'],
  upload: ['get create', 'exec'],
  copy: ['get create', 'exec'],
  attach: ['get create', 'attach'],
  portForward: ['get create', 'portforward'],
};

/** `client.apps().deployments().inNamespace('shop').withName('api').scale(3)` */
function fabric8Use(reading: Reading, call: SyntaxNode, steps: readonly string[]): KubernetesUse | null {
  const row = Object.hasOwn(ENDS, steps.at(-1)!) ? ENDS[steps.at(-1)!] : undefined;
  const resource = row === undefined ? null : resourceOf(reading, call, steps.slice(0, -1));
  if (row === undefined || resource === null) return null;
  const [verbs, part] = row;
  const has = (step: string): boolean => steps.includes(`${step}()`);
  const isOfMany = !has('withName') && !has('resource') && !has('withItem');
  const namespace = argumentOf(reading, call, 'inNamespace');
  return {
    // Of a whole collection.
    verbs: verbs === 'delete' && isOfMany ? ['deletecollection'] : verbs.split(' '),
    resource: part === undefined ? resource : `${resource}/${part}`,
    namespace: has('inAnyNamespace') ? 'every' : namespace,
    name: argumentOf(reading, call, 'withName'),
    what: `\`${steps.at(-1)!}\` of ${resource}`,
  };
}

/** Steps that say what it is about: `pods`, `deployments`; `resources(Widget.class)`, whose group its class says. */
function resourceOf(reading: Reading, call: SyntaxNode, steps: readonly string[]): string | null {
  for (const step of steps) {
    const name = step.replace('()', '');
    if (name === 'resources' || name === 'customResources') {
      const node = argumentGiven(reading, call, name)?.node ?? null;
      const kind = node === null ? undefined : /(\w+)\.class$/.exec(reading.unit.textOf(node))?.[1];
      if (kind === undefined) return '*/*';
      const known = resourceNamed(kind);
      return known === null ? `*/${pluralOf(kind)}` : `${known.group}/${known.plural}`;
    }
    const known = name.endsWith('s') && name.length > 3 ? resourceNamed(name) : null;
    if (known !== null && known.plural === name.toLowerCase()) return `${known.group}/${known.plural}`;
  }
  return null;
}

/** What a step of the chain was given. */
function argumentOf(reading: Reading, call: SyntaxNode, step: string): Value | null {
  return argumentGiven(reading, call, step)?.value() ?? null;
}

function argumentGiven(reading: Reading, call: SyntaxNode, step: string): Argument | null {
  const result = reading.resolver.valueOf(call);
  for (let at: Value | null = result; at !== null; at = at.kind === 'call' || at.kind === 'symbol' ? at.receiver : null)
    if (at.kind === 'call' && isStep(at, step)) return at.args[0] ?? null;
  return null;
}

function isStep({ of }: CallValue, step: string): boolean {
  return of.endsWith(`.${step}`);
}
