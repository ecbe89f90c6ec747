import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { KubernetesUse } from '../../kubernetes/need.ts';
import { unknown, textOfValue, type Argument, type Value } from '../../value.ts';
import { groupOfVersion, resourceIn } from '../kubernetes.ts';
import { argumentsGiven, generatedUse } from './generated.ts';

const PACKAGE = '@kubernetes/client-node';
const METHOD = /^@kubernetes\/client-node(?:\/[\w./-]+)?\.(?:\w+\.)?(\w+Api)\(\)\.(\w+)$/;
const OBJECTS = /\.KubernetesObjectApi(?:\.makeApiClient)?\(\)\.(\w+)$/;
const MADE = /\.(?:KubeConfig\(\)\.)?makeApiClient\(\)\.(\w+)$/;
const OBJECT_VERBS: Readonly<Record<string, readonly string[]>> = {
  create: ['create'],
  read: ['get'],
  patch: ['patch'],
  replace: ['update'],
  delete: ['delete'],
  list: ['list'],
};

/** What classes on top of the client do: method, verbs, the resource, where the namespace stands. */
const HELPERS: Readonly<Record<string, readonly [verbs: string, resource: string]>> = {
  'Exec().exec': ['get create', 'core/pods/exec'],
  'Cp().cpFromPod': ['get create', 'core/pods/exec'],
  'Cp().cpToPod': ['get create', 'core/pods/exec'],
  'Attach().attach': ['get create', 'core/pods/attach'],
  'PortForward().portForward': ['get create', 'core/pods/portforward'],
  'Log().log': ['get', 'core/pods/log'],
};

/** `@kubernetes/client-node`: generated clients, objects by kind, watches, informers, what runs in pods. */
export function* javascriptUses(reading: Reading, call: SyntaxNode): Generator<KubernetesUse> {
  const path = reading.resolver.calleeOf(call);
  if (path === null || !path.startsWith(PACKAGE)) return;
  const args = reading.resolver.argumentsOf(call);
  const objects = OBJECTS.exec(path);
  if (objects !== null) {
    const use = objectUse(reading, call, objects[1]!, args);
    if (use !== null) yield use;
    return;
  }
  const method = METHOD.exec(path);
  const made = method === null ? MADE.exec(path) : null;
  const api = method?.[1] ?? (made === null ? null : madeApi(reading, call));
  const name = method?.[2] ?? made?.[1];
  if (api !== null && name !== undefined) {
    const use = generatedUse(api, name, argumentsGiven(reading, args, call));
    if (use !== null) yield use;
    return;
  }
  const helper = path.slice(path.lastIndexOf('.', path.lastIndexOf('(')) + 1);
  const row = Object.hasOwn(HELPERS, helper) ? HELPERS[helper] : undefined;
  if (row !== undefined) {
    const [verbs, resource] = row;
    const [namespace = null, pod = null] = args.map((arg) => arg.value());
    yield { verbs: verbs.split(' '), resource, namespace, name: pod, what: `\`${helper.replace('()', '')}\`` };
  }
  if (helper === 'Watch().watch') yield watched(args[0], ['watch'], 'Watch.watch');
  if (path.endsWith('.makeInformer')) yield watched(args[1], ['list', 'watch'], 'makeInformer');
}

/** `kc.makeApiClient(CoreV1Api)` gives one of the class. */
function madeApi(reading: Reading, call: SyntaxNode): string | null {
  const result = reading.resolver.valueOf(call);
  const receiver = result.kind === 'call' ? result.receiver : null;
  const given = receiver?.kind === 'call' ? receiver.args[0]?.value() : undefined;
  return given?.kind === 'symbol' ? given.name.slice(given.name.lastIndexOf('.') + 1) : null;
}

/** `client.create({ apiVersion: 'v1', kind: 'Pod', metadata: … })` */
function objectUse(
  reading: Reading,
  call: SyntaxNode,
  method: string,
  args: readonly Argument[],
): KubernetesUse | null {
  const verbs = Object.hasOwn(OBJECT_VERBS, method) ? OBJECT_VERBS[method] : undefined;
  const first = args[0]?.value();
  if (verbs === undefined || first === undefined) return null;
  const member = (of: Value, key: string): Value =>
    of.kind === 'object' ? reading.resolver.memberOf(of, key, call) : unknown;
  const metadata = member(first, 'metadata');
  const isList = method === 'list';
  const version = textOfValue(isList ? first : member(first, 'apiVersion'));
  const kind = textOfValue(isList ? (args[1]?.value() ?? unknown) : member(first, 'kind'));
  const group = version === null ? '*' : groupOfVersion(version);
  return {
    verbs,
    resource: kind === null ? unknown : `${group}/${resourceIn(group, kind).plural}`,
    namespace: isList ? (args[2]?.value() ?? null) : member(metadata, 'namespace'),
    name: isList ? null : member(metadata, 'name'),
    what: `\`KubernetesObjectApi.${method}\``,
  };
}

/** By the path of the API: `/api/v1/namespaces/shop/pods`, `/apis/apps/v1/deployments`. */
function watched(path: Argument | undefined, verbs: readonly string[], what: string): KubernetesUse {
  const text = path === undefined ? null : textOfValue(path.value());
  const found =
    text === null
      ? null
      : /^\/api(?:s\/([\w.*-]+))?\/[\w*]+\/(?:watch\/)?(?:namespaces\/([\w.*-]+)\/)?([\w.-]+)(?:\/|$)/.exec(text);
  if (found === null) return { verbs, resource: unknown, namespace: null, what: `\`${what}\`` };
  const [, group = 'core', namespace, plural = ''] = found;
  return {
    verbs,
    resource: `${group}/${plural}`,
    namespace: namespace === undefined ? 'every' : namespace.includes('*') ? null : { kind: 'text', text: namespace },
    what: `\`${what}\``,
  };
}
