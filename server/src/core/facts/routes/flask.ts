import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { guardReading } from '../guards/reader.ts';
import { lastName } from '../guards/paths.ts';
import { declaredName } from '../names.ts';
import { guardsIn, joinPath, toUse } from './handlers.ts';
import {
  argumentNode,
  classAttribute,
  classChain,
  decoratorGuards,
  listArgument,
  pythonDecorators,
  textArgument,
} from './python-decorators.ts';

const VERBS: ReadonlySet<string> = new Set<string>([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'route',
  'websocket',
]);
const BEFORE = /^before_(?:app_)?(?:request|websocket)(?:_func)?$/;
/** Quart and Sanic have the same shape. FastAPI's own routes are read by `fastapi.ts`. */
const MADE =
  /^(?:flask(?:_openapi3|_smorest)?|quart|sanic|apiflask|flask_restx|bottle)\.(?:\w+\.)?(?:Flask|Blueprint|Quart|Sanic|APIFlask|APIBlueprint|OpenAPI|Namespace|Bottle)$/;
const VIEW_BASES = /(?:^|\.)(?:MethodView|Resource|View|HTTPMethodView)$/;

/** Flask: functions under `@app.route`, class-based views, checks before every request of an app or blueprint. */
export const flask = defineRouteFinder({
  id: 'flask',
  languages: ['python'],
  *find(reading) {
    if (!/flask|quart|sanic|bottle/i.test(reading.unit.tree.text)) return;
    const before = checksBefore(reading);
    const registered = viewsRegistered(reading);
    for (const fn of reading.unit.ofKind('function')) yield* ofFunction(reading, fn, before);
    for (const owner of reading.unit.ofKind('class')) yield* ofClass(reading, owner, before, registered);
    for (const [group, { node, guards }] of before) {
      yield { method: 'ROUTER', path: '*', symbol: `every route of ${group}`, node, handler: null, group, guards };
    }
  },
});

interface Before {
  readonly node: SyntaxNode;
  readonly guards: GuardUse[];
}

/** Apps and blueprints of the file, with the checks that run before each of their requests. */
function checksBefore(reading: FileReading): ReadonlyMap<string, Before> {
  const before = new Map<string, Before>();
  const groupOf = (object: SyntaxNode, node: SyntaxNode): Before => {
    const name = reading.unit.textOf(object);
    const known = before.get(name) ?? { node, guards: [] };
    before.set(name, known);
    return known;
  };
  for (const assign of reading.unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target !== null && value?.kind === 'call' && MADE.test(reading.resolver.calleeOf(value) ?? ''))
      groupOf(target, assign);
  }
  for (const fn of reading.unit.ofKind('function')) {
    for (const { callee, name, node } of pythonDecorators(reading, fn)) {
      const object = BEFORE.test(name) ? childOf(callee, 'member.object') : null;
      if (object === null) continue;
      const checks = [
        ...guardReading(reading)
          .checksIn(fn)
          .checks.map((guard) => toUse(guard, 'router')),
        ...decoratorGuards(
          reading,
          pythonDecorators(reading, fn).filter((each) => each.name !== name),
          null,
          'router',
        ),
      ];
      groupOf(object, node).guards.push(...checks);
    }
  }
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (
      callee?.kind !== 'member' ||
      call.parent?.kind === 'decorator' ||
      !BEFORE.test(lastName(reading.unit, callee) ?? '')
    )
      continue;
    const [check] = childrenOf(call, 'call.argument');
    if (check !== undefined)
      groupOf(childOf(callee, 'member.object')!, call).guards.push(...guardsIn(reading, check, 'router'));
  }
  return before;
}

function* ofFunction(reading: FileReading, fn: SyntaxNode, before: ReadonlyMap<string, Before>): Generator<Route> {
  const decorators = pythonDecorators(reading, fn);
  for (const decorator of decorators) {
    const { call, callee, name } = decorator;
    const object = childOf(callee, 'member.object');
    if (call === null || object === null || !VERBS.has(name)) continue;
    const path = textArgument(reading, call, 0, 'rule');
    if (path === null || !/^[/<]|^$/.test(path)) continue;
    const group = reading.unit.textOf(object);
    const methods = name === 'route' ? listArgument(reading, call, 'methods') : [name.toUpperCase()];
    const method = methods.length === 0 ? 'GET' : [...methods].sort().join('|');
    const full = joinPath(prefixOf(reading, object), path);
    yield {
      method,
      path: full,
      symbol: `${method} ${full}`,
      node: decorator.node,
      handler: fn,
      group,
      guards: [
        ...(before.get(group)?.guards ?? []),
        ...decoratorGuards(
          reading,
          decorators.filter((each) => each === decorator || !VERBS.has(each.name)),
          decorator,
        ),
      ],
    };
  }
}

/** `url_prefix` of a blueprint made in this file. */
function prefixOf(reading: FileReading, object: SyntaxNode): string {
  const value = reading.resolver.valueOf(object);
  if (value.kind !== 'call' || value.node === null) return '';
  return textArgument(reading, value.node, 99, 'url_prefix') ?? '';
}

/** Where classes are put: `app.add_url_rule('/users', view_func=Users.as_view('users'))`, `api.add_resource(Users, '/users')`. */
function viewsRegistered(
  reading: FileReading,
): ReadonlyMap<string, { readonly path: string; readonly group: string; readonly guards: readonly GuardUse[] }> {
  const views = new Map<string, { path: string; group: string; guards: readonly GuardUse[] }>();
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
    if (callee === null || (name !== 'add_url_rule' && name !== 'add_resource')) continue;
    const group = reading.unit.textOf(childOf(callee, 'member.object')!);
    const view =
      name === 'add_resource'
        ? argumentNode(reading, call, 0, 'resource')
        : argumentNode(reading, call, 2, 'view_func');
    const path =
      name === 'add_resource' ? textArgument(reading, call, 1, 'url') : textArgument(reading, call, 0, 'rule');
    if (view === null || path === null) continue;
    const owner = /(\w+)(?:\.as_view\b.*)?\)*$/s.exec(reading.unit.textOf(view).replace(/\.as_view[\s\S]*$/, ''))?.[1];
    if (owner !== undefined)
      views.set(owner, {
        path: joinPath(prefixOf(reading, childOf(callee, 'member.object')!), path),
        group,
        guards:
          view.kind === 'call' && !reading.unit.textOf(childOf(view, 'call.callee') ?? view).endsWith('.as_view')
            ? guardsIn(reading, view, 'route')
            : [],
      });
  }
  return views;
}

function* ofClass(
  reading: FileReading,
  owner: SyntaxNode,
  before: ReadonlyMap<string, Before>,
  registered: ReturnType<typeof viewsRegistered>,
): Generator<Route> {
  const name = declaredName(reading.unit, owner);
  const decorators = pythonDecorators(reading, owner);
  const routed = decorators.find((decorator) => decorator.name === 'route' && decorator.call !== null);
  const known = name === null ? undefined : registered.get(name);
  const isView = childrenOf(owner, 'class.base').some((base) => VIEW_BASES.test(reading.unit.textOf(base)));
  if (name === null || (known === undefined && routed === undefined && !isView)) return;
  const path = known?.path ?? (routed?.call ? (textArgument(reading, routed.call, 0, 'rule') ?? name) : name);
  const chain = classChain(reading, owner);
  const group = known?.group ?? name;
  const listed = ['decorators', 'method_decorators', 'dispatch_decorators'].flatMap(
    (key) => chain.map((each) => classAttribute(reading, each, key)).find((value) => value !== null) ?? [],
  );
  const inherited = [
    ...(before.get(group)?.guards ?? []),
    ...(known?.guards ?? []),
    ...decorators
      .filter((decorator) => decorator !== routed)
      .flatMap((decorator) => guardsIn(reading, decorator.node, 'class')),
    ...listed.flatMap((list) => guardsIn(reading, list, 'class')),
  ];
  for (const [verb, method] of reading.scopes.membersOf(owner)) {
    if (method.kind !== 'function' || !VERBS.has(verb)) continue;
    const full = path.startsWith('/') ? path : name;
    yield {
      method: verb.toUpperCase(),
      path: full,
      symbol: `${verb.toUpperCase()} ${full}`,
      node: method,
      handler: method,
      group: name,
      guards: [...inherited, ...decoratorGuards(reading, pythonDecorators(reading, method), null)],
    };
  }
}
