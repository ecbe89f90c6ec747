import type { Mount } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { readHelped, readRegistration, type Registration } from './go-registrations.ts';
import { createRouterAt, type GoRouter, type RouterAt } from './go-routers.ts';
import { guardsIn, joinPath, readRegistered } from './handlers.ts';
import { unknown } from '../value.ts';
import { foreignTarget, mountOf, toMountGuard } from './go-mounts.ts';

/** Routes of net/http, chi, gin, echo, fiber, gorilla/mux, httprouter, fasthttp/router, macaron, flamego and Gitea's router. */
export const goRoutes = defineRouteFinder({
  id: 'go',
  languages: ['go'],
  find: (reading) => readGo(reading).routes,
  mounts: (reading) => readGo(reading).mounts,
});

interface Found {
  readonly routes: readonly Route[];
  readonly mounts: readonly Mount[];
}

/** A guard that the routes of a router pass, from here on. */
interface Used {
  readonly at: number;
  readonly prefix: string;
  readonly guards: readonly GuardUse[];
}

/** A router that another file adds routes to, or that of another file under a prefix of this one. */
interface Foreign {
  readonly router: GoRouter;
  readonly prefix: string;
  readonly to: SyntaxNode;
}

/** What is called on the routers of a file. */
interface RouterCalls {
  readonly registered: readonly Registration[];
  /** By key of the router. */
  readonly used: ReadonlyMap<string, readonly Used[]>;
  /** By key of the router: where another one of this file has it. */
  readonly put: ReadonlyMap<string, GoRouter['parent']>;
  readonly foreign: readonly Foreign[];
}

interface Inherited {
  readonly prefix: string;
  readonly guards: readonly GuardUse[];
}

const ROUTERS = new RegExp(
  `"(?:${[
    'net/http',
    'gopkg\\.in/macaron',
    'code\\.gitea\\.io/gitea/modules/web',
    'github\\.com/(?:go-chi/chi|gin-gonic/gin|labstack/echo|gofiber/fiber|gorilla/mux)',
    'github\\.com/(?:julienschmidt/httprouter|fasthttp/router|flamego/flamego)',
  ].join('|')})[^"]*"`,
);

const readGo = oncePerUnit((reading: FileReading): Found => {
  const { unit } = reading;
  if (!ROUTERS.test(unit.tree.text) || unit.context.test) return { routes: [], mounts: [] };
  const calls = readCalls(reading, createRouterAt(reading));
  const { registered, used, foreign } = calls;
  const routes = registered.flatMap((one) =>
    toRoutes(reading, one, withGroups(reading, one, inherited(reading, calls, one.router, one.at, one.path))),
  );
  const mounts: Mount[] = [];
  for (const { router, prefix, to } of foreign) {
    const target = foreignTarget(reading, to);
    if (target === null) continue;
    const above = inherited(reading, calls, router, to.start, prefix);
    const below = joinPath(above.prefix, prefix, '*');
    if (!registered.some((one) => one.router.key === router.key))
      routes.push({
        method: 'MOUNT',
        path: below,
        symbol: below,
        node: to.parent ?? to,
        handler: null,
        group: router.name,
        guards: above.guards,
      });
    mounts.push({
      prefix: joinPath(above.prefix, prefix),
      guards: above.guards.map((guard) => toMountGuard(reading, guard)),
      ...target,
    });
  }
  return { routes: [...routes, ...wholeRouters(used, registered)], mounts };
});

function readCalls(reading: FileReading, routerAt: RouterAt): RouterCalls {
  const { unit, resolver } = reading;
  const registered: Registration[] = [];
  const used = new Map<string, Used[]>();
  const put = new Map<string, GoRouter['parent']>();
  const foreign: Foreign[] = [];

  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const args = childrenOf(node, 'call.argument').filter((arg) => arg.kind !== 'comment');
    if (callee === null || args.length === 0) continue;
    const property = callee.kind === 'member' ? childOf(callee, 'member.property') : null;
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    const router = object === null ? null : routerOf(reading, routerAt, object);
    if (router === null || property === null) {
      const helped = readHelped(reading, routerAt, node, args);
      if (helped !== null) registered.push(helped);
      for (const arg of helped === null ? args : []) {
        const given = routerAt(arg);
        if (given !== null) foreign.push({ router: given, prefix: '', to: callee });
      }
      continue;
    }
    const method = unit.textOf(property);
    if (method === 'Use' || method === 'Pre' || method === 'UseHandler') {
      const first = resolver.valueOf(args[0]!);
      const isPath = first.kind === 'text' || first.kind === 'partial';
      const guards = (isPath ? args.slice(1) : args).flatMap((arg) => guardsIn(reading, arg, 'router'));
      const list = used.get(router.key) ?? [];
      used.set(router.key, list);
      list.push({ at: node.start, prefix: isPath ? first.text : '', guards });
      continue;
    }
    const mounted = mountedAt(reading, routerAt, method, args);
    if (mounted !== null) {
      const guards = mounted.guards;
      if (mounted.router !== null)
        put.set(mounted.router.key, { router, at: node.start, prefix: mounted.prefix, guards });
      else foreign.push({ router, prefix: mounted.prefix, to: mounted.target });
      continue;
    }
    const registration = readRegistration(reading, router, method, node, args);
    if (registration !== null) registered.push(registration);
  }
  return { registered, used, put, foreign };
}

/** What stands before a path of a router: the paths it is under, and the guards a request has passed. */
function inherited(
  reading: FileReading,
  calls: RouterCalls,
  router: GoRouter,
  at: number,
  path: string,
  depth = 0,
): Inherited {
  const { used, put } = calls;
  const isOrdered = router.dialect !== 'gorilla' && router.dialect !== 'echo';
  const own = (used.get(router.key) ?? [])
    .filter((use) => (use.at < at || !isOrdered) && isBelow(path, use.prefix))
    .flatMap((use) => use.guards);
  const parent = router.parent ?? put.get(router.key) ?? null;
  if (parent !== null && depth < 10 && parent.router.key !== router.key) {
    const above = inherited(reading, calls, parent.router, parent.at, joinPath(parent.prefix, path), depth + 1);
    return { prefix: joinPath(above.prefix, parent.prefix), guards: [...above.guards, ...parent.guards, ...own] };
  }
  const mount = router.givenTo === null && !answersRouter(router) ? null : mountOf(reading, router);
  return { prefix: mount?.prefix ?? '', guards: [...(mount?.guards ?? []), ...own] };
}

function toRoutes(reading: FileReading, one: Registration, { prefix, guards }: Inherited): readonly Route[] {
  const [handler, ...front] = one.router.dialect === 'echo' ? one.args : [];
  const { handler: fn, guards: own } = readRegistered(reading, handler === undefined ? one.args : [...front, handler]);
  const path = joinPath(prefix, one.path);
  return one.methods.map((method) => ({
    method,
    path,
    symbol: `${method} ${path}`,
    node: one.node,
    handler: fn,
    group: one.router.name,
    guards: [...guards, ...own],
  }));
}

/** `m.Group("/users", func() { m.Get(…) }, signedIn)` of macaron: what stands in the function is under the path and the guards of the call. */
function withGroups(reading: FileReading, { router, node }: Registration, above: Inherited): Inherited {
  let { prefix } = above;
  const around: (readonly GuardUse[])[] = [];
  for (let at = router.dialect === 'macaron' ? enclosing(node, 'function') : null; at !== null;) {
    const fn: SyntaxNode = at;
    const call = fn.role === 'call.argument' ? fn.parent : null;
    if (call === null) break;
    const [first, ...rest] = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment');
    const path = first === undefined || first === fn ? unknown : reading.resolver.valueOf(first);
    prefix = joinPath(path.kind === 'text' || path.kind === 'partial' ? path.text : '', prefix);
    around.push(rest.filter((arg) => arg !== fn).flatMap((arg) => guardsIn(reading, arg, 'router')));
    at = enclosing(call, 'function');
  }
  return { prefix, guards: [...around.reverse().flat(), ...above.guards] };
}

/** `Use("/api", guard)` holds for `/api/users`. */
function isBelow(path: string, prefix: string): boolean {
  const start = joinPath(prefix.replace(/\/?\*$/, ''));
  return start === '/' || joinPath(path) === start || joinPath(path).startsWith(`${start}/`);
}

/** `http.HandleFunc` registers with the router that the package has. */
function routerOf(reading: FileReading, routerAt: RouterAt, object: SyntaxNode): GoRouter | null {
  const router = routerAt(object);
  if (router !== null) return router;
  const value = reading.resolver.valueOf(object);
  if (value.kind !== 'symbol' || value.name !== 'net/http' || object.kind !== 'name') return null;
  return { key: 'net/http', name: 'http', dialect: 'http', node: object, parent: null, givenTo: null };
}

/** `r.Mount("/x", users.Routes())`, `mux.Handle("/x/", http.StripPrefix("/x", other))`. */
function mountedAt(
  reading: FileReading,
  routerAt: RouterAt,
  method: string,
  args: readonly SyntaxNode[],
): {
  readonly prefix: string;
  readonly router: GoRouter | null;
  readonly target: SyntaxNode;
  readonly guards: readonly GuardUse[];
} | null {
  const [first, ...rest] = args;
  const last = rest[rest.length - 1];
  if (first === undefined || last === undefined || !/^(?:Mount|Handle)$/.test(method)) return null;
  const path = reading.resolver.valueOf(first);
  const prefix = path.kind === 'text' || path.kind === 'partial' ? path.text : '';
  let target = last;
  const guards: GuardUse[] = [];
  for (let hops = 0; hops < 4; hops += 1) {
    const router = routerAt(target);
    if (router !== null) return { prefix, router, target, guards };
    const inner = target.kind === 'call' ? childrenOf(target, 'call.argument').at(-1) : undefined;
    if (inner === undefined) break;
    guards.push(...guardsIn(reading, target, 'mount'));
    target = inner;
  }
  return method === 'Mount' ? { prefix, router: null, target: last, guards: [] } : null;
}

/** Made in a function that answers with it: another file may mount it. */
function answersRouter({ node }: GoRouter): boolean {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent)
    if (at.kind === 'function') return at.children.some(({ role }) => role === 'function.returns');
  return false;
}

/** What `r.Use(guard)` asks of every route, also of those that stand in other files. */
function wholeRouters(
  used: ReadonlyMap<string, readonly Used[]>,
  registered: readonly Registration[],
): readonly Route[] {
  const routers = new Map<string, { readonly router: GoRouter; readonly node: SyntaxNode }>();
  for (const { router, node } of registered) if (!routers.has(router.key)) routers.set(router.key, { router, node });
  return [...routers.values()].map(({ router, node }) => ({
    method: 'ROUTER',
    path: '*',
    symbol: `every route of ${router.name}`,
    node,
    handler: null,
    group: router.name,
    guards: (used.get(router.key) ?? []).filter(({ prefix }) => prefix === '').flatMap(({ guards }) => guards),
  }));
}
