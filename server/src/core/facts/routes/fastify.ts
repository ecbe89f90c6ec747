import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { guardsIn, joinPath, unwrapHandler } from './handlers.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'all', 'options', 'head', 'route']);
const HOOKS = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'beforeHandler'];
const INSTANCE = /^(?:fastify|app|server|instance|f|api|scope|router|\w*[fF]astify\w*)$/;

/** Fastify: options of a route, hooks of an instance. */
export const fastify = defineRouteFinder({
  id: 'fastify',
  languages: ['javascript', 'typescript'],
  *find(reading) {
    if (!/fastify/i.test(reading.unit.tree.text)) return;
    const hooks = hooksOf(reading);
    for (const call of reading.unit.ofKind('call')) yield* ofCall(reading, call, hooks);
    for (const [group, guards] of hooks) {
      const node = guards[0]?.node ?? reading.unit.tree.root;
      yield { method: 'ROUTER', path: '*', symbol: `every route of ${group}`, node, handler: null, group, guards };
    }
  },
});

/** `app.addHook('preHandler', requireAuth)`, by the name of the instance. */
function hooksOf(reading: FileReading): ReadonlyMap<string, readonly GuardUse[]> {
  const hooks = new Map<string, readonly GuardUse[]>();
  for (const call of reading.unit.ofKind('call')) {
    const object = instanceOf(reading, call);
    if (object === null) continue;
    const known = hooks.get(object) ?? [];
    hooks.set(object, known);
    const [event, hook] = childrenOf(call, 'call.argument');
    const name = event === undefined ? null : reading.resolver.valueOf(event);
    if (
      methodOf(reading, call) !== 'addHook' ||
      hook === undefined ||
      name?.kind !== 'text' ||
      !HOOKS.includes(name.text)
    )
      continue;
    hooks.set(object, [...known, ...guardsIn(reading, hook, 'router')]);
  }
  return hooks;
}

function instanceOf(reading: FileReading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const method = methodOf(reading, call);
  if (object === null || method === null || !(METHODS.has(method) || method === 'addHook' || method === 'register'))
    return null;
  const name = reading.unit.textOf(object).split('.').pop()!;
  return object.kind !== 'call' && INSTANCE.test(name) ? name : null;
}

function methodOf(reading: FileReading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  return callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
}

function* ofCall(
  reading: FileReading,
  call: SyntaxNode,
  hooks: ReadonlyMap<string, readonly GuardUse[]>,
): Generator<Route> {
  const group = instanceOf(reading, call);
  const method = methodOf(reading, call);
  if (group === null || method === null || !METHODS.has(method)) return;
  const args = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  const [first] = args;
  if (first === undefined) return;
  const options = (method === 'route' ? args : args.slice(1)).find(
    (arg) => reading.resolver.valueOf(arg).kind === 'object',
  );
  const entries =
    options === undefined ? new Map<string, SyntaxNode>() : reading.resolver.entriesOf(objectNode(reading, options)!);
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
  const full = joinPath(path);
  yield {
    method: verb,
    path: full,
    symbol: `${verb} ${full}`,
    node: call,
    handler: registered.handler,
    group,
    guards: [
      ...(hooks.get(group) ?? []),
      ...HOOKS.flatMap((hook) => (entries.has(hook) ? guardsIn(reading, entries.get(hook)!, 'route') : [])),
      ...registered.guards,
    ],
  };
}

function objectNode(reading: FileReading, node: SyntaxNode): SyntaxNode | null {
  const value = reading.resolver.valueOf(node);
  return value.kind === 'object' ? value.node : null;
}

function listOf(reading: FileReading, node: SyntaxNode): string | null {
  const value = reading.resolver.valueOf(node);
  return value.kind === 'list'
    ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])).join('|')
    : null;
}
