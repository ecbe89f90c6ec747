import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { KubernetesUse } from '../../kubernetes/need.ts';
import { rowOf } from '../../../text/row-of.ts';
import { oncePerUnit } from '../../once-per-unit.ts';
import { known } from '../../to-fact.ts';
import { argumentAt, pathOf, textOfValue, unknown, type Argument, type Value } from '../../value.ts';
import { groupOfVersion, pluralOf, resourceIn } from '../kubernetes.ts';
import { argumentsGiven, customResource, generatedUse } from './generated.ts';

const METHOD = /^(?:kubernetes|kubernetes_asyncio)\.client\.(?:\w+\.)*?(\w+Api)\(\)\.(\w+)$/;
const WATCH = /^(?:kubernetes|kubernetes_asyncio)\.watch\.(?:watch\.)?Watch\(\)\.stream$/;
const DYNAMIC =
  /^(?:kubernetes|kubernetes_asyncio|openshift)\.dynamic\.(?:client\.)?DynamicClient\(\)\.resources\.get\(\)\.(?:(status|scale|log|exec)\.)?(\w+)$/;
const DYNAMIC_BY_CLIENT =
  /^(?:kubernetes|kubernetes_asyncio|openshift)\.dynamic\.(?:client\.)?DynamicClient\(\)\.(get|create|replace|patch|delete|watch|server_side_apply)$/;
const HANDLER = /^kopf\.(?:on\.)?(create|update|delete|resume|event|field|timer|daemon|index)$/;

/** The clients `kubernetes` and `kubernetes_asyncio`, their dynamic client, and handlers of Kopf. */
export function* pythonUses(reading: Reading, call: SyntaxNode): Generator<KubernetesUse> {
  const path = reading.resolver.calleeOf(call);
  const args = reading.resolver.argumentsOf(call);
  if (path !== null) {
    const method = METHOD.exec(path);
    const use =
      method !== null
        ? generatedUse(method[1]!, method[2]!, argumentsGiven(reading, args, call))
        : (dynamicUse(reading, call, path, args) ?? handlerUse(path, args));
    if (use !== null) yield use;
  }
  yield* handedOn(reading, call, path, args);
  if (path === 'getattr') yield* byName(reading, call, args);
}

/** Names of methods that a file goes through: beyond it the rest is no surprise. */
const MAX_NAMES = 50;

/** `getattr(v1, methods[kind])`: which of the methods that the file names it is, only a run knows. */
function* byName(reading: Reading, call: SyntaxNode, args: readonly Argument[]): Generator<KubernetesUse> {
  const api = /^(?:kubernetes|kubernetes_asyncio)\.client\.(?:\w+\.)*?(\w+Api)\(\)$/.exec(
    pathOf(args[0]?.value() ?? unknown) ?? '',
  )?.[1];
  if (api === undefined || args[1] === undefined || textOfValue(args[1].value()) !== null) return;
  const around = call.role === 'call.argument' && call.parent !== null ? reading.resolver.calleeOf(call.parent) : null;
  const isWatch = around !== null && WATCH.test(around);
  for (const name of methodsNamed(reading)) {
    const use = generatedUse(api, name, { of: () => null });
    if (use === null || (isWatch && !use.verbs.includes('list'))) continue;
    yield { ...use, isByName: true, ...(isWatch ? { verbs: ['watch'] } : {}) };
  }
}

const methodsNamed = oncePerUnit((reading): readonly string[] => {
  const names = new Set<string>();
  for (const node of reading.unit.ofKind('string')) {
    // `getattr(v1, "list_node")` is read where it stands.
    if (node.parent !== null && reading.resolver.calleeOf(node.parent) === 'getattr') continue;
    const text = reading.unit.language.readString(reading.unit.textOf(node));
    if (text !== null && METHOD_NAME.test(text) && names.size < MAX_NAMES) names.add(text);
  }
  return [...names];
});

const METHOD_NAME = /^(?:list|read|create|replace|patch|delete)_(?:namespaced_)?[a-z]\w*$/;

/** `w.stream(v1.list_namespaced_pod, 'shop')`, `retry(v1.read_node, name)`: whoever is handed a method calls it. */
function* handedOn(
  reading: Reading,
  call: SyntaxNode,
  path: string | null,
  args: readonly Argument[],
): Generator<KubernetesUse> {
  for (const [index, arg] of args.entries()) {
    const given = arg.node?.kind === 'member' || arg.node?.kind === 'name' ? pathOf(arg.value()) : null;
    const method = given === null ? null : METHOD.exec(given);
    if (method === null) continue;
    const rest = args.slice(index + 1);
    const use = generatedUse(method[1]!, method[2]!, argumentsGiven(reading, rest, call));
    if (use === null) continue;
    const isWatch = path !== null && WATCH.test(path);
    // Positions behind it are its own only where it comes first.
    yield isWatch ? { ...use, verbs: ['watch'], what: `\`stream\` of \`${method[2]!}\`` } : use;
  }
}

const DYNAMIC_VERBS: Readonly<Record<string, readonly string[]>> = {
  create: ['create'],
  replace: ['update'],
  patch: ['patch'],
  server_side_apply: ['patch'],
  delete: ['delete'],
  watch: ['watch'],
};

/** `DynamicClient(…).resources.get(api_version='v1', kind='Pod').get(namespace='shop')` */
function dynamicUse(reading: Reading, call: SyntaxNode, path: string, args: readonly Argument[]): KubernetesUse | null {
  const result = reading.resolver.valueOf(call);
  const direct = DYNAMIC.exec(path);
  const byClient = direct === null ? DYNAMIC_BY_CLIENT.exec(path) : null;
  const method = direct?.[2] ?? byClient?.[1];
  if (method === undefined) return null;
  const receiver = direct === null ? (args[0]?.value() ?? unknown) : result.kind === 'call' ? result.receiver : null;
  const verbs = method === 'get' ? null : rowOf(DYNAMIC_VERBS, method);
  if (receiver === null || verbs === undefined) return null;
  const named = argumentAt(args, direct === null ? -1 : 0, 'name')?.value() ?? null;
  return {
    verbs: verbs ?? (named === null ? ['list'] : ['get']),
    resource: resourceGot(receiver, direct?.[1] ?? null),
    namespace: argumentAt(args, -1, 'namespace')?.value() ?? (method === 'get' && named === null ? 'every' : null),
    name: method === 'create' ? null : named,
    what: `\`${method}\` of a dynamic client`,
  };
}

/** What `resources.get(api_version=…, kind=…)` stands for. */
function resourceGot(value: Value, part: string | null): string | Value {
  for (
    let at: Value | null = value;
    at !== null;
    at = at.kind === 'call' || at.kind === 'symbol' ? at.receiver : null
  ) {
    if (at.kind !== 'call' || !at.of.endsWith('.resources.get')) continue;
    const given = (name: string): string | null => {
      const argument = (at.kind === 'call' ? at.args : []).find((arg) => arg.name === name);
      return argument === undefined ? null : textOfValue(argument.value());
    };
    const [version, group, kind, name] = [given('api_version'), given('group'), given('kind'), given('name')];
    const of = group ?? (version === null ? '*' : groupOfVersion(version));
    if (name !== null) return withPart(`${of}/${name}`, part);
    if (kind === null) return customResource(of === '*' ? unknown : known(of), unknown, part);
    return withPart(of === '*' ? `*/${pluralOf(kind)}` : `${of}/${resourceIn(of, kind).plural}`, part);
  }
  return unknown;
}

function withPart(resource: string, part: string | null): string {
  return part === null ? resource : `${resource}/${part}`;
}

/** `@kopf.on.create('example.com', 'v1', 'widgets')`: the framework lists, watches and marks what is handled. */
function handlerUse(path: string, args: readonly Argument[]): KubernetesUse | null {
  const on = HANDLER.exec(path)?.[1];
  const words = args.filter(({ name }) => name === null).map((arg) => arg.value());
  const [first, ...rest] = words;
  if (on === undefined || first === undefined) return null;
  const texts = words.map(textOfValue);
  // `kopf.on.update('widgets')`, `('example.com/v1', 'widgets')`, `('example.com', 'v1', 'widgets')`
  const group = rest.length === 0 ? unknown : known(groupOf(texts[0] ?? '*', rest.length));
  return {
    verbs: on === 'event' || on === 'index' ? ['list', 'watch'] : ['list', 'watch', 'patch'],
    resource: customResource(group, rest.at(-1) ?? first, null),
    namespace: null,
    what: `\`kopf.on.${on}\``,
  };
}

function groupOf(text: string, more: number): string {
  if (more === 1) return groupOfVersion(text);
  return text === '' ? 'core' : text;
}
