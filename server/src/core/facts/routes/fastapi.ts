import type { SyntaxNode } from '../../model/syntax.ts';
import type { Mount } from '../../model/summary.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { dependencyGuards } from '../guards/dependencies.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { guardsOfBases } from './base-classes.ts';
import { importedModule } from './router-objects.ts';
import { joinPath } from './handlers.ts';
import { argumentNode, decoratorGuards, listArgument, pythonDecorators, textArgument } from './python-decorators.ts';

const VERBS: ReadonlySet<string> = new Set<string>([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'trace',
  'api_route',
  'websocket',
]);
const MADE =
  /^(?:fastapi|fastapi\.(?:routing|applications)|starlette\.routing|ninja|litestar)\.(?:FastAPI|APIRouter|Router|NinjaAPI|Litestar)$/;

/** FastAPI: functions under `@router.get`, dependencies as guards of route, router or application. */
export const fastapi = defineRouteFinder({
  id: 'fastapi',
  languages: ['python'],
  find: (reading) => readOnce(reading).routes,
  mounts: (reading) => readOnce(reading).mounts,
  inherited: (reading, owner) => attributesOf(reading, owner),
});

const readOnce = oncePerUnit(read);

interface Router {
  readonly name: string;
  readonly node: SyntaxNode;
  prefix: string;
  readonly guards: GuardUse[];
}

function read(reading: FileReading): { readonly routes: readonly Route[]; readonly mounts: readonly Mount[] } {
  if (!/fastapi|APIRouter|ninja|litestar/.test(reading.unit.tree.text)) return { routes: [], mounts: [] };
  const routers = findRouters(reading);
  const { routes, mounts } = include(reading, routers);
  for (const fn of reading.unit.ofKind('function')) routes.push(...ofFunction(reading, fn, routers));
  return { routes, mounts };
}

function findRouters(reading: FileReading): ReadonlyMap<string, Router> {
  const routers = new Map<string, Router>();
  for (const assign of reading.unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target === null || value?.kind !== 'call' || !MADE.test(reading.resolver.calleeOf(value) ?? '')) continue;
    const name = reading.unit.textOf(target);
    routers.set(name, {
      name,
      node: assign,
      prefix: textArgument(reading, value, 99, 'prefix') ?? '',
      guards: [...dependenciesOf(reading, value, 'router')],
    });
  }
  // Where the file is mounted from.
  const mounts = reading.workspace.mountsOf(reading.unit.path);
  for (const router of routers.values()) {
    const mount =
      mounts.find((each) => each.name === router.name) ??
      (mounts.length === 1 && routers.size === 1 ? mounts[0] : undefined);
    if (mount === undefined) continue;
    router.prefix = joinPath(mount.prefix, router.prefix);
    router.guards.unshift(
      ...mount.guards.map((guard): GuardUse => ({
        ...guard,
        node: null,
        from: 'mount',
        tier: 'name',
        why: `Stands in front of \`${mount.prefix}\`.`,
      })),
    );
  }
  if (mounts.length === 0 && routers.size > 0)
    for (const path of entryFiles(reading.unit.path)) reading.workspace.want(path);
  return routers;
}

function dependenciesOf(reading: FileReading, call: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  return ['dependencies', 'auth', 'guards'].flatMap((name) => {
    const list = argumentNode(reading, call, 99, name);
    return list === null ? [] : dependencyGuards(reading, list, from);
  });
}

/** `app.include_router(users.router, prefix='/users', dependencies=[…])`. */
function include(
  reading: FileReading,
  routers: ReadonlyMap<string, Router>,
): { readonly routes: Route[]; readonly mounts: readonly Mount[] } {
  const routes: Route[] = [...routers.values()].map(({ name, node, guards }) => ({
    method: 'ROUTER',
    path: '*',
    symbol: `every route of ${name}`,
    node,
    handler: null,
    group: name,
    guards,
  }));
  const mounts: Mount[] = [];
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee?.kind !== 'member' || lastName(reading.unit, callee) !== 'include_router') continue;
    const target = argumentNode(reading, call, 0, 'router');
    if (target === null) continue;
    const parent = routers.get(reading.unit.textOf(childOf(callee, 'member.object')!));
    const prefix = joinPath(parent?.prefix ?? '', textArgument(reading, call, 99, 'prefix') ?? '');
    const guards = [...(parent?.guards ?? []), ...dependenciesOf(reading, call, 'mount')];
    const own = routers.get(reading.unit.textOf(target));
    if (own !== undefined) {
      own.prefix = joinPath(prefix, own.prefix);
      own.guards.unshift(...guards);
      continue;
    }
    const below =
      prefix === '/'
        ? reading.unit
            .textOf(target)
            .replace(/\.router$|_router$/, '')
            .split('.')
            .pop()!
        : '';
    const path = joinPath(prefix, below, '*');
    routes.push({
      method: 'MOUNT',
      path,
      symbol: path,
      node: call,
      handler: null,
      group: parent?.name ?? 'app',
      guards,
    });
    const module = moduleOf(reading, target);
    if (module !== null) {
      mounts.push({
        prefix,
        guards: guards.map(({ action, norm, name, evidence, condition, node }) => ({
          action,
          norm,
          name,
          evidence:
            node === null ? evidence : { path: reading.unit.path, range: reading.unit.rangeOf(node), role: 'guard' },
          ...(condition === undefined ? {} : { condition }),
        })),
        ...module,
      });
    }
  }
  return { routes, mounts };
}

/** `users.router` after `from .routers import users`, `router` after `from .users import router`. */
function moduleOf(
  reading: FileReading,
  node: SyntaxNode,
): { readonly paths: readonly string[]; readonly name: string } | null {
  const { unit, scopes } = reading;
  const name = lastName(unit, node);
  const object = node.kind === 'member' ? childOf(node, 'member.object') : null;
  if (object?.kind === 'name' && name !== null) {
    const binding = scopes.lookUp(unit.textOf(object), object);
    const specifier = binding === null ? null : childOf(binding.node, 'specifier.name');
    const statement = binding?.node.parent ?? null;
    const module = statement === null ? null : childOf(statement, 'import.module');
    if (specifier === null || module === null) return null;
    const from = unit.textOf(module);
    const paths = unit.pathsOf(
      from.endsWith('.') ? `${from}${unit.textOf(specifier)}` : `${from}.${unit.textOf(specifier)}`,
    );
    return paths.length === 0 ? null : { paths, name };
  }
  return importedModule(reading, node) ?? pythonImport(reading, node);
}

function pythonImport(
  { unit, scopes }: FileReading,
  node: SyntaxNode,
): { readonly paths: readonly string[]; readonly name: string } | null {
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const module =
    binding?.node.parent === undefined || binding.node.parent === null
      ? null
      : childOf(binding.node.parent, 'import.module');
  const specifier = binding === null ? null : childOf(binding.node, 'specifier.name');
  if (module === null || specifier === null) return null;
  const paths = unit.pathsOf(unit.textOf(module));
  return paths.length === 0 ? null : { paths, name: unit.textOf(specifier) };
}

function* ofFunction(reading: FileReading, fn: SyntaxNode, routers: ReadonlyMap<string, Router>): Generator<Route> {
  const decorators = pythonDecorators(reading, fn);
  for (const decorator of decorators) {
    const { call, callee, name } = decorator;
    const object = childOf(callee, 'member.object');
    if (call === null || object === null || !VERBS.has(name)) continue;
    const path = textArgument(reading, call, 0, 'path');
    if (path === null || !/^\/|^$|^\{/.test(path)) continue;
    const group = reading.unit.textOf(object);
    const router = routers.get(group);
    const method =
      name === 'api_route'
        ? listArgument(reading, call, 'methods').join('|') || 'ALL'
        : name === 'websocket'
          ? 'WEBSOCKET'
          : name.toUpperCase();
    const full = joinPath(router?.prefix ?? '', path);
    yield {
      method,
      path: full,
      symbol: `${method} ${full}`,
      node: decorator.node,
      handler: fn,
      group,
      guards: [
        ...(router?.guards ?? []),
        ...ofClassAround(reading, fn),
        ...dependenciesOf(reading, call, 'route'),
        ...decoratorGuards(
          reading,
          decorators.filter((each) => each === decorator || !VERBS.has(each.name)),
          decorator,
        ),
        ...parameterGuards(reading, fn),
      ],
    };
  }
}

/** Of class-based views: `user: User = Depends(get_current_user)` of the class, and of the classes it extends. */
function ofClassAround(reading: FileReading, fn: SyntaxNode): readonly GuardUse[] {
  const owner = enclosing(fn, 'class', 'function');
  if (owner?.kind !== 'class') return [];
  return [...guardsOfBases(reading, owner, (base) => attributesOf(reading, base)), ...attributesOf(reading, owner)];
}

function attributesOf(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  return [...reading.scopes.membersOf(owner).values()].flatMap((member) =>
    member.kind === 'assign' && /\b(?:Depends|Security)\(/.test(reading.unit.textOf(member))
      ? dependencyGuards(reading, member, 'class')
      : [],
  );
}

/** `user: User = Depends(get_current_user)`, `user: Annotated[User, Security(…)]`, `user: CurrentUser`. */
function parameterGuards(reading: FileReading, fn: SyntaxNode): readonly GuardUse[] {
  return fn.children
    .filter((child) => child.kind === 'parameter')
    .flatMap((parameter) => dependencyGuards(reading, parameter, 'route'));
}

function entryFiles(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  return [0, 1, 2, 3]
    .filter((up) => up <= folders.length)
    .flatMap((up) =>
      ['main', 'app', 'api', '__init__', 'server', 'router'].map((name) =>
        [...folders.slice(0, folders.length - up), `${name}.py`].join('/'),
      ),
    )
    .filter((candidate) => candidate !== path);
}
