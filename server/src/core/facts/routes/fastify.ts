import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { actionOf, alternativesOf, toRequirement } from '../../model/requirement.ts';
import { shownName } from '../guards/arguments.ts';
import { lastName } from '../guards/paths.ts';
import { objectMeant } from '../objects.ts';
import { createInstanceAt, type FastifyInstance, type InstanceAt } from './fastify-instances.ts';
import { guardsIn, joinPath, unwrapHandler } from './handlers.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'all', 'options', 'head', 'route']);
const HOOKS = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'beforeHandler'];

/** Fastify: options of a route, hooks of the instances around it. */
export const fastify = defineRouteFinder({
  id: 'fastify',
  languages: ['javascript', 'typescript'],
  *find(reading) {
    if (!/fastify/i.test(reading.unit.tree.text)) return;
    const instanceAt = createInstanceAt(reading);
    const hooks = hooksOf(reading, instanceAt);
    for (const call of reading.unit.ofKind('call')) yield* ofCall(reading, call, instanceAt, hooks);
    for (const { instance, node, guards } of hooks.values())
      yield {
        method: 'ROUTER',
        path: '*',
        symbol: `every route of ${instance.name}`,
        node,
        handler: null,
        group: instance.key,
        guards: [...guardsAround(instance.parent, hooks), ...guards],
      };
  },
});

interface Hooks {
  readonly instance: FastifyInstance;
  readonly node: SyntaxNode;
  readonly guards: GuardUse[];
}

/** `app.addHook('preHandler', requireAuth)`, by instance; those without hooks are there, too. */
function hooksOf(reading: FileReading, instanceAt: InstanceAt): ReadonlyMap<string, Hooks> {
  const hooks = new Map<string, Hooks>();
  for (const call of reading.unit.ofKind('call')) {
    const instance = instanceOf(reading, call, instanceAt);
    if (instance === null) continue;
    const known = hooks.get(instance.key) ?? { instance, node: call, guards: [] };
    hooks.set(instance.key, known);
    const [event, hook] = childrenOf(call, 'call.argument');
    const name = event === undefined ? null : reading.resolver.valueOf(event);
    if (
      methodOf(reading, call) === 'addHook' &&
      hook !== undefined &&
      name?.kind === 'text' &&
      HOOKS.includes(name.text)
    )
      known.guards.push(...askedBy(reading, hook, 'router'));
    if (methodOf(reading, call) === 'register' && event !== undefined && !isPartial(reading, hook))
      known.guards.push(...guardsIn(reading, event, 'router').filter((guard) => guard.norm.startsWith('rate-limit:')));
  }
  return hooks;
}

/** `{ global: false }`: only for routes that ask for it. */
function isPartial({ unit }: FileReading, options: SyntaxNode | undefined): boolean {
  return options !== undefined && /\bglobal\s*:\s*false\b/.test(unit.textOf(options).slice(0, 1_000));
}

/** Hooks of an instance and of those around it. */
function guardsAround(instance: FastifyInstance | null, hooks: ReadonlyMap<string, Hooks>): readonly GuardUse[] {
  if (instance === null) return [];
  return [...guardsAround(instance.parent, hooks), ...(hooks.get(instance.key)?.guards ?? [])];
}

/** `fastify.auth([verifyJwt, verifyAdmin], { relation: 'and' })` of @fastify/auth: by itself one of them is enough. */
function askedBy(reading: FileReading, node: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  const [list, options] = childrenOf(node, 'call.argument');
  if (callee?.kind !== 'member' || lastName(reading.unit, callee) !== 'auth' || list?.kind !== 'array')
    return node.kind === 'array'
      ? node.children.flatMap((item) => askedBy(reading, item, from))
      : guardsIn(reading, node, from);
  const each = list.children.map((item) => askedBy(reading, item, from));
  const isAll = options !== undefined && /relation\s*:\s*['"]and['"]/.test(reading.unit.textOf(options));
  if (isAll || each.length === 1) return each.flat();
  const [first] = each.flat();
  if (first === undefined || each.some((asked) => asked.length === 0)) return [];
  const norm = toRequirement(each.flatMap((asked) => alternativesOf(asked[0]!.norm)));
  return [{ ...first, norm, action: actionOf(norm), node, name: shownName(reading, node) }];
}

function instanceOf(reading: FileReading, call: SyntaxNode, instanceAt: InstanceAt): FastifyInstance | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const method = methodOf(reading, call);
  if (object === null || method === null || !(METHODS.has(method) || method === 'addHook' || method === 'register'))
    return null;
  return instanceAt(object);
}

function methodOf(reading: FileReading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  return callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
}

function* ofCall(
  reading: FileReading,
  call: SyntaxNode,
  instanceAt: InstanceAt,
  hooks: ReadonlyMap<string, Hooks>,
): Generator<Route> {
  const instance = instanceOf(reading, call, instanceAt);
  const method = methodOf(reading, call);
  if (instance === null || method === null || !METHODS.has(method)) return;
  const args = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  const [first] = args;
  if (first === undefined) return;
  const options = (method === 'route' ? args : args.slice(1)).find(
    (arg) => reading.resolver.valueOf(arg).kind === 'object',
  );
  const entries =
    options === undefined ? new Map<string, SyntaxNode>() : reading.resolver.entriesOf(objectMeant(reading, options)!);
  const text = (node: SyntaxNode | undefined): string | null => {
    const value = node === undefined ? null : reading.resolver.valueOf(node);
    return value?.kind === 'text' || value?.kind === 'partial' ? value.text : null;
  };
  const path = method === 'route' ? (text(entries.get('url')) ?? text(entries.get('path'))) : text(first);
  const last =
    method === 'route'
      ? entries.get('handler')
      : args.length > 1 && args[args.length - 1] !== options
        ? args[args.length - 1]
        : entries.get('handler');
  if (path === null || !/^[/*:]|^$/.test(path) || last === undefined) return;
  const inner = entries.get('method');
  const verb =
    method === 'route'
      ? ((inner === undefined ? null : (text(inner) ?? listOf(reading, inner))) ?? 'ALL').toUpperCase()
      : method.toUpperCase();
  const registered = unwrapHandler(reading, last);
  const full = joinPath(instance.prefix, path);
  yield {
    method: verb,
    path: full,
    symbol: `${verb} ${full}`,
    node: call,
    handler: registered.handler,
    group: instance.key,
    guards: [
      ...guardsAround(instance, hooks),
      ...HOOKS.flatMap((hook) => (entries.has(hook) ? askedBy(reading, entries.get(hook)!, 'route') : [])),
      ...registered.guards,
    ],
  };
}

function listOf(reading: FileReading, node: SyntaxNode): string | null {
  const value = reading.resolver.valueOf(node);
  return value.kind === 'list'
    ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])).join('|')
    : null;
}
