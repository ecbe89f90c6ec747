import type { SyntaxNode } from '../../model/syntax.ts';
import type { Mount } from '../../model/summary.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { FileReading, GuardUse, Route, RouteFinder } from '../define.ts';
import { guardReading } from '../guards/reader.ts';
import { declaredName } from '../names.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { guardsIn, joinPath, readRegistered } from './handlers.ts';
import {
  collectRouters,
  importedModule,
  type RouterCall,
  type RouterDialect,
  type RouterObject,
} from './router-objects.ts';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'options', 'head', 'query']);

/** A guard that every later route of its router passes, below a prefix. */
interface Used {
  readonly at: number;
  readonly paths: readonly string[];
  readonly guards: readonly GuardUse[];
}

/** What one file says of its routers. */
export interface ChainedRoutes {
  readonly routes: readonly Route[];
  readonly mounts: readonly Mount[];
}

const nothing: ChainedRoutes = { routes: [], mounts: [] };

/** A framework where calls on a router object register routes: Express, Koa, Hono and their kin. `isUsed` reads the text. */
export function defineChainedFinder(
  finder: Pick<RouteFinder, 'id' | 'languages'> & {
    readonly dialect: RouterDialect;
    readonly isUsed: (text: string) => boolean;
  },
): RouteFinder {
  const { id, languages, dialect, isUsed } = finder;
  const read = oncePerUnit((reading) => (isUsed(reading.unit.tree.text) ? readChained(reading, dialect) : nothing));
  return { id, languages, find: (reading) => read(reading).routes, mounts: (reading) => read(reading).mounts };
}

function readChained(reading: FileReading, dialect: RouterDialect): ChainedRoutes {
  const calls = collectRouters(reading, dialect);
  if (calls.length === 0) return nothing;
  const used = new Map<string, Used[]>();
  const parents = new Map<
    string,
    { router: RouterObject; at: number; paths: readonly string[]; guards: readonly GuardUse[] }
  >();
  const outside: { call: RouterCall; paths: readonly string[]; guards: readonly GuardUse[]; target: SyntaxNode }[] = [];

  for (const call of calls) {
    if (!dialect.uses.has(call.method)) continue;
    const { paths, rest } = splitPaths(reading, call);
    const guards = rest
      .flatMap((arg) => guardsIn(reading, arg, 'router'))
      .map((guard) => qualified(reading, call.node, guard));
    const targets = rest.map((arg) => ({ arg, router: call.routerAt(arg) }));
    const mounted = targets.filter(({ router }) => router !== null);
    for (const { router } of mounted) parents.set(router!.key, { router: call.router, at: call.at, paths, guards });
    const foreign =
      mounted.length > 0
        ? undefined
        : rest.findLast(
            (arg) => importedModule(reading, arg) !== null && guardsIn(reading, arg, 'router').length === 0,
          );
    if (foreign !== undefined) outside.push({ call, paths, guards, target: foreign });
    else if (mounted.length === 0 && guards.length > 0) {
      const list = used.get(call.router.key) ?? [];
      used.set(call.router.key, list);
      list.push({ at: call.at, paths, guards });
    }
  }

  const inherited = (
    router: RouterObject,
    at: number,
    path: string,
    depth = 0,
  ): { prefix: string; guards: readonly GuardUse[] } => {
    const own = (used.get(router.key) ?? [])
      .filter((use) => use.at < at && use.paths.some((prefix) => isBelow(path, prefix)))
      .flatMap((use) => use.guards);
    const parent = parents.get(router.key);
    if (parent === undefined || depth > 5) {
      const mount = mountOf(reading, router);
      return {
        prefix: joinPath(mount?.prefix ?? '', router.prefix),
        guards: [...(mount === null ? [] : fromMount(mount)), ...own],
      };
    }
    const above = inherited(parent.router, parent.at, parent.paths[0] ?? '/', depth + 1);
    return {
      prefix: joinPath(above.prefix, parent.paths[0] ?? '', router.prefix),
      guards: [...above.guards, ...parent.guards, ...own],
    };
  };

  const routes: Route[] = [];
  for (const call of calls) {
    const isRoute = METHODS.has(call.method);
    if (!isRoute) continue;
    const { paths, rest } =
      call.routePath === null ? splitPaths(reading, call) : { paths: [call.routePath], rest: call.args };
    if (rest.length === 0) continue;
    const path = paths[0] ?? '/';
    const { prefix, guards } = inherited(call.router, call.at, path);
    const registered = readRegistered(reading, rest);
    const full = joinPath(prefix, path);
    const method = call.method === 'del' ? 'DELETE' : call.method.toUpperCase();
    routes.push({
      method,
      path: full,
      symbol: `${method} ${full}`,
      node: call.node,
      handler: registered.handler,
      group: call.router.name,
      guards: [...guards, ...registered.guards],
    });
  }
  routes.push(
    ...wholeRouters(calls, used),
    ...outside.map(({ call, paths, guards }) =>
      mountRoute(call, paths, [...inherited(call.router, call.at, paths[0] ?? '/').guards, ...guards]),
    ),
  );
  const mounts = outside.flatMap(({ call, paths, guards, target }): readonly Mount[] => {
    const module = importedModule(reading, target)!;
    const above = inherited(call.router, call.at, paths[0] ?? '/');
    return [
      {
        prefix: joinPath(above.prefix, paths[0] ?? ''),
        guards: [...above.guards, ...guards].map((guard) => toSummary(reading, guard)),
        paths: module.paths,
        name: module.name,
      },
    ];
  });
  return { routes, mounts };
}

/**
 * What `router.use(guard)` asks of every route, also of those that stand in other files; with a path, of those below it.
 * A router is there without guards, too.
 */
function wholeRouters(calls: readonly RouterCall[], used: ReadonlyMap<string, readonly Used[]>): readonly Route[] {
  const seen = new Map<string, RouterCall>();
  for (const call of calls) if (!seen.has(call.router.key)) seen.set(call.router.key, call);
  return [...seen.values()].flatMap(({ router, node }): readonly Route[] => {
    const whole = { path: '*', node, handler: null, group: router.name };
    const uses = used.get(router.key) ?? [];
    const isEvery = ({ paths }: Used): boolean => paths.includes('/') || paths.includes('*') || paths.includes('/*');
    return [
      {
        ...whole,
        method: 'ROUTER',
        symbol: `every route of ${router.name}`,
        guards: uses.filter(isEvery).flatMap((use) => use.guards),
      },
      ...uses
        .filter((use) => !isEvery(use))
        .map((use): Route => {
          const below = joinPath(use.paths[0]!.replace(/\/?\*.*$/, ''), '*');
          return { ...whole, method: 'BELOW', path: below, symbol: below, guards: use.guards };
        }),
    ];
  });
}

function mountRoute({ router, node }: RouterCall, paths: readonly string[], guards: readonly GuardUse[]): Route {
  const path = joinPath(paths[0] ?? '', '*');
  return { method: 'MOUNT', path, symbol: path, node, handler: null, group: router.name, guards };
}

/** The paths a call begins with, and the rest of its arguments. */
function splitPaths(
  reading: FileReading,
  call: RouterCall,
): { readonly paths: readonly string[]; readonly rest: readonly SyntaxNode[] } {
  const [first] = call.args;
  if (first === undefined) return { paths: ['/'], rest: [] };
  const value = reading.resolver.valueOf(first);
  const text = (each: typeof value): string | null =>
    each.kind === 'text' || each.kind === 'partial' ? each.text : null;
  if (value.kind === 'list') {
    const texts = value.items.map(text);
    if (texts.length > 0 && !texts.includes(null)) return { paths: texts as string[], rest: call.args.slice(1) };
  }
  const one = text(value);
  if (one !== null) return { paths: [one], rest: call.args.slice(1) };
  if (first.kind === 'string' || first.kind === 'template')
    return { paths: [reading.unit.textOf(first)], rest: call.args.slice(1) };
  return { paths: ['/'], rest: call.args };
}

function isBelow(path: string, prefix: string): boolean {
  const start = prefix.replace(/\/?\(?\.?\*.*$/, '').replace(/\/$/, '');
  return (
    start === '' ||
    path === start ||
    joinPath(path).startsWith(`${joinPath(start)}/`) ||
    joinPath(path) === joinPath(start)
  );
}

/** A guard put up only under a condition: `if (config.auth) app.use(requireAuth)`. */
function qualified(reading: FileReading, node: SyntaxNode, guard: GuardUse): GuardUse {
  if (guard.condition !== undefined) return guard;
  for (let at = node; at.parent !== null && at.kind !== 'function'; at = at.parent) {
    if (at.parent.kind !== 'if' || at.role === 'if.condition') continue;
    const condition = childOf(at.parent, 'if.condition');
    if (condition === null) continue;
    const asked = guardReading(reading).conditionOf(condition);
    const on =
      asked.kind === 'literal' && asked.atom.kind === 'other' && asked.atom.on !== 'data' ? asked.atom.on : 'flag';
    return { ...guard, condition: /env/i.test(reading.unit.textOf(condition)) ? 'environment' : on };
  }
  return guard;
}

/** Where another file puts a router of this one. */
function mountOf(reading: FileReading, router: RouterObject): Mount | null {
  const mounts = reading.workspace.mountsOf(reading.unit.path);
  if (mounts.length === 0) for (const path of entryFiles(reading.unit.path)) reading.workspace.want(path);
  const names = new Set([router.name, 'default', ...enclosingNames(reading, router.node)]);
  return mounts.find((mount) => names.has(mount.name)) ?? (mounts.length === 1 ? mounts[0]! : null);
}

/** Files that may put this one's routers in their place. */
function entryFiles(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  const extension = /[jt]sx?$/.exec(path)?.[0] === 'js' ? 'js' : 'ts';
  return [0, 1, 2]
    .filter((up) => up <= folders.length)
    .flatMap((up) =>
      ['app', 'index', 'server', 'main'].map((name) =>
        [...folders.slice(0, folders.length - up), `${name}.${extension}`].join('/'),
      ),
    )
    .filter((candidate) => candidate !== path);
}

function enclosingNames(reading: FileReading, node: SyntaxNode): readonly string[] {
  const fn = enclosing(node, 'function');
  const name = fn === null ? null : declaredName(reading.unit, fn);
  return name === null ? [] : [name];
}

function fromMount(mount: Mount): readonly GuardUse[] {
  return mount.guards.map((guard) => ({
    ...guard,
    node: null,
    from: 'mount',
    tier: 'name',
    why: `Stands in front of \`${mount.prefix}\`.`,
  }));
}

/** For routes in other files the guard stands where it is put in front of them. */
function toSummary(
  { unit }: FileReading,
  { action, norm, name, evidence, condition, node }: GuardUse,
): Mount['guards'][number] {
  const here = node === null ? evidence : { path: unit.path, range: unit.rangeOf(node), role: 'guard' as const };
  return { action, norm, name, evidence: here, ...(condition === undefined ? {} : { condition }) };
}
