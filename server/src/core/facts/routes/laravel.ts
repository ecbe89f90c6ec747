import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt } from '../guards/paths.ts';
import { toMountGuard } from './go-mounts.ts';
import { joinPath } from './handlers.ts';
import { middlewareGuards } from './laravel-middleware.ts';
import { lifted, saidGuard } from './said-guard.ts';

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'any', 'match', 'view', 'redirect']);
/** One call for several routes of a controller. */
const RESOURCES = new Set(['resource', 'apiResource', 'singleton', 'apiSingleton', 'resources', 'apiResources']);
/** What a chain on a router begins with: the facade, or the router that Lumen and packages hand over. */
const ROUTER = /^(?:\\?(?:Illuminate\\Support\\Facades\\)?Route|\$(?:router|app|route|api)|\$this->router)$/;
const MAX_DEPTH = 12;

/** Routes of Laravel and Lumen, the middleware of each and of the groups around it. */
export const laravel = defineRouteFinder({
  id: 'laravel',
  languages: ['php'],
  *find(reading) {
    if (!/\bRoute::|\$router->|->middleware\(/.test(reading.unit.tree.text)) return;
    for (const call of reading.unit.ofKind('call')) {
      // A chain is read from its end.
      if (call.role === 'member.object') continue;
      const links = linksOf(reading, call);
      const file = links === null ? null : fileOf(reading, links);
      if (links !== null && file === null) yield* ofChain(reading, call, links);
      else if (links !== null) yield ofFile(call, file!, saidBy(reading, links, 'mount').guards);
    }
  },
  *mounts(reading) {
    if (!reading.unit.tree.text.includes('base_path')) return;
    for (const call of reading.unit.ofKind('call')) {
      const links = call.role === 'member.object' ? null : linksOf(reading, call);
      const file = links === null ? null : fileOf(reading, links);
      if (links === null || file === null) continue;
      const { prefix, guards } = saidBy(reading, links, 'mount');
      yield { prefix, guards: guards.map((guard) => toMountGuard(reading, guard)), paths: [file], name: WHOLE_FILE };
    }
  },
});

function ofFile(node: SyntaxNode, file: string, guards: readonly GuardUse[]): Route {
  const symbol = `every route of ${file}`;
  return { method: 'MOUNT', path: symbol, symbol, node, handler: null, group: 'files', guards };
}

/** Of a mount: all routes that a file declares. */
const WHOLE_FILE = '*';

/** `Route::middleware('auth')->group(base_path('routes/admin.php'))`. */
function fileOf(reading: FileReading, links: readonly Link[]): string | null {
  const given = links.at(-1)?.method === 'group' ? links.at(-1)!.args.at(-1) : undefined;
  const [first] = given?.kind === 'call' ? childrenOf(given, 'call.argument') : [];
  const isPath = given?.kind === 'call' && reading.unit.textOf(given).startsWith('base_path');
  const text = first === undefined || !isPath ? null : reading.resolver.valueOf(first);
  return text?.kind === 'text' ? text.text.replace(/^\/+/, '') : null;
}

/** Where the application says what stands in front of a file of routes. */
const PROVIDERS = [
  'app/Providers/RouteServiceProvider.php',
  'bootstrap/app.php',
  'app/Config/RouteServiceProvider.php',
];

function mountOf({ unit, workspace }: FileReading): { readonly prefix: string; readonly guards: readonly GuardUse[] } {
  const mounts = workspace.mountsOf(unit.path);
  if (mounts.length === 0) for (const path of PROVIDERS) workspace.want(path);
  const mount = mounts.find(({ name }) => name === WHOLE_FILE);
  const guards = (mount?.guards ?? []).map((guard): GuardUse => ({
    ...guard,
    node: null,
    from: 'mount',
    tier: 'name',
    why: `Stands in front of \`${unit.path}\`.`,
  }));
  return { prefix: mount?.prefix ?? '', guards };
}

interface Link {
  readonly method: string;
  readonly args: readonly SyntaxNode[];
}

/** The calls of a chain that begins with a router, first one first; null when it begins with something else. */
function linksOf(reading: FileReading, call: SyntaxNode): readonly Link[] | null {
  const links: Link[] = [];
  for (let at: SyntaxNode = call; links.length < 30;) {
    const callee: SyntaxNode | null = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    if (object === null || property === null) return null;
    links.unshift({ method: reading.unit.textOf(property), args: childrenOf(at, 'call.argument') });
    if (object.kind !== 'call') return ROUTER.test(reading.unit.textOf(object)) ? links : null;
    at = object;
  }
  return null;
}

function* ofChain(reading: FileReading, call: SyntaxNode, links: readonly Link[]): Generator<Route> {
  const registering = links.find(({ method }) => VERBS.has(method) || RESOURCES.has(method));
  if (registering === undefined) return;
  const { method, args } = registering;
  const path = pathOf(reading, method === 'match' ? args[1] : args[0]);
  if (path === null) return;
  const around = groupsAround(reading, call);
  const own = saidBy(reading, links, 'route');
  const full = joinPath(around.prefix, own.prefix, path);
  const given = method === 'match' && args[0] !== undefined ? constantsAt(reading, args[0]) : null;
  const verb =
    given !== null
      ? given.map((each) => each.toUpperCase()).join('|')
      : method === 'any' || RESOURCES.has(method) || method === 'redirect'
        ? 'ALL'
        : method === 'view'
          ? 'GET'
          : method.toUpperCase();
  const handler = args[args.length - 1];
  const lifts = own.guards.filter(({ condition }) => condition === 'exempt');
  yield {
    method: verb,
    path: full,
    symbol: `${verb} ${full}`,
    node: call,
    handler: handler?.kind === 'function' ? handler : null,
    group: around.name,
    guards: [...around.guards.filter(({ norm }) => !lifts.some((lift) => lift.norm === norm)), ...own.guards],
  };
}

/** Guards and prefix that calls of a chain say: `middleware`, `can`, `prefix`, options of `group`. */
function saidBy(
  reading: FileReading,
  links: readonly Link[],
  from: GuardUse['from'],
): { readonly prefix: string; readonly guards: readonly GuardUse[] } {
  let prefix = '';
  const guards: GuardUse[] = [];
  for (const { method, args } of links) {
    const [first] = args;
    if (method === 'middleware') guards.push(...args.flatMap((arg) => middlewareGuards(reading, arg, from)));
    else if (method === 'withoutMiddleware')
      guards.push(...args.flatMap((arg) => middlewareGuards(reading, arg, from)).map(lifted));
    else if (method === 'can' && first !== undefined) {
      const [ability] = constantsAt(reading, first) ?? ['dynamic'];
      guards.push(
        saidGuard(reading, first, [{ kind: 'scope', value: ability!.toLowerCase() }], from, 'Asked by `can`.'),
      );
    } else if (method === 'prefix' && first !== undefined) prefix = joinPath(prefix, pathOf(reading, first) ?? '');
    else if (method === 'group' && (first?.kind === 'object' || first?.kind === 'array')) {
      const options = reading.resolver.entriesOf(first);
      const asked = options.get('middleware');
      if (asked !== undefined) guards.push(...middlewareGuards(reading, asked, from));
      const below = options.get('prefix');
      if (below !== undefined) prefix = joinPath(prefix, pathOf(reading, below) ?? '');
    }
  }
  return { prefix, guards };
}

/** The groups that a route stands in, outermost first. */
function groupsAround(
  reading: FileReading,
  node: SyntaxNode,
): { readonly prefix: string; readonly name: string; readonly guards: readonly GuardUse[] } {
  const mount = mountOf(reading);
  let prefix = '';
  let name = 'routes';
  const guards: GuardUse[] = [];
  let depth = 0;
  for (let at = node.parent; at !== null && depth < MAX_DEPTH; at = at.parent) {
    if (at.kind !== 'function' || at.role !== 'call.argument' || at.parent?.kind !== 'call') continue;
    const links = linksOf(reading, at.parent);
    if (links?.at(-1)?.method !== 'group') continue;
    const said = saidBy(reading, links, 'router');
    prefix = joinPath(said.prefix, prefix);
    guards.unshift(...said.guards);
    // Siblings stand in the same innermost group.
    if (depth === 0) name = `group ${at.parent.index}`;
    depth += 1;
  }
  return { prefix: joinPath(mount.prefix, prefix), name, guards: [...mount.guards, ...guards] };
}

function pathOf(reading: FileReading, node: SyntaxNode | undefined): string | null {
  const value = node === undefined ? null : reading.resolver.valueOf(node);
  return value?.kind === 'text' || value?.kind === 'partial' ? value.text : null;
}
