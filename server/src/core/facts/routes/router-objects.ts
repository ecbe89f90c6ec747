import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

/** What tells one framework's routers from another's. */
export interface RouterDialect {
  /** Canonical path of what makes a router, or the type of a parameter that is one. */
  readonly made: RegExp;
  /** Names that are believed to be routers when nothing else is known: `app` in `(app) => { app.get(…) }`. */
  readonly assumed: RegExp | null;
  readonly uses: ReadonlySet<string>;
  /** Option of the constructor that is a prefix: `new Router({ prefix: '/users' })`. */
  readonly prefixOption?: string;
}

export interface RouterObject {
  readonly key: string;
  readonly name: string;
  /** Known when it was made: `new Hono().basePath('/v1')`. */
  readonly prefix: string;
  readonly node: SyntaxNode;
}

export interface RouterCall {
  readonly router: RouterObject;
  /** `get`, `use`, … */
  readonly method: string;
  readonly node: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  /** Of `.route('/x').get(…)`. */
  readonly routePath: string | null;
  /** Offset of the method's name: the order of calls, chained ones included. */
  readonly at: number;
  /** The router that an argument is, if it is one of this file. */
  readonly routerAt: (node: SyntaxNode) => RouterObject | null;
}

const CHAINED = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'all',
  'options',
  'head',
  'use',
  'route',
  'basePath',
  'prefix',
  'param',
  'set',
  'register',
  'query',
]);

export function collectRouters(reading: FileReading, dialect: RouterDialect): readonly RouterCall[] {
  const { unit } = reading;
  const calls: RouterCall[] = [];
  const routerAt = (node: SyntaxNode): RouterObject | null =>
    importedModule(reading, node) === null ? (routerOf(reading, dialect, node, false)?.router ?? null) : null;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee?.kind !== 'member') continue;
    const property = childOf(callee, 'member.property');
    const object = childOf(callee, 'member.object');
    if (property === null || object === null) continue;
    const method = unit.textOf(property);
    if (!CHAINED.has(method)) continue;
    const args = childrenOf(node, 'call.argument').filter((arg) => arg.kind !== 'comment');
    if (args.length === 0) continue;
    const found = routerOf(reading, dialect, object, isStatement(node) && looksLikeRegistration(reading, method, args));
    if (found !== null)
      calls.push({
        router: found.router,
        method,
        node,
        args,
        routePath: found.routePath,
        at: property.start,
        routerAt,
      });
  }
  return calls.sort((a, b) => a.at - b.at);
}

/** Without knowing the object: a path, then something that can be called. `client.get('/users', { headers })` is none. */
function looksLikeRegistration(reading: FileReading, method: string, args: readonly SyntaxNode[]): boolean {
  const callable = (arg: SyntaxNode): boolean => ['function', 'name', 'member', 'call', 'array'].includes(arg.kind);
  const [first, ...rest] = args;
  const value = reading.resolver.valueOf(first!);
  const isPath = (value.kind === 'text' || value.kind === 'partial') && /^[/*:]|^$/.test(value.text);
  if (method === 'use') return (isPath ? rest : args).every(callable);
  if (method === 'route') return isPath && rest.length === 0;
  const last = rest[rest.length - 1];
  return (
    isPath &&
    last !== undefined &&
    rest.every(callable) &&
    (rest.length > 1 ||
      last.kind === 'function' ||
      last.kind === 'member' ||
      last.kind === 'name' ||
      last.kind === 'call')
  );
}

/** On its own, or a link of a chain: the answer of a client is kept or waited for. */
function isStatement(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === null || parent.kind === 'block') return true;
  return (
    parent.kind === 'member' &&
    node.role === 'member.object' &&
    parent.parent?.kind === 'call' &&
    isStatement(parent.parent)
  );
}

interface Found {
  readonly router: RouterObject;
  readonly routePath: string | null;
}

/** The router that an expression is; null when it is none. */
function routerOf(
  reading: FileReading,
  dialect: RouterDialect,
  node: SyntaxNode,
  isLikely: boolean,
  depth = 0,
): Found | null {
  if (depth > 30) return null;
  const { unit, resolver } = reading;
  if (node.kind === 'call' || node.kind === 'new') {
    const made = madeAt(reading, dialect, node);
    if (made !== null) return { router: made, routePath: null };
    const callee = childOf(node, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    if (property === null || object === null || !CHAINED.has(unit.textOf(property)))
      return localFactory(reading, dialect, node);
    const below = routerOf(reading, dialect, object, isLikely, depth + 1);
    if (below === null) return null;
    const [argument] = childrenOf(node, 'call.argument');
    const text = argument === undefined ? null : resolver.valueOf(argument);
    const path = text?.kind === 'text' || text?.kind === 'partial' ? text.text : null;
    const method = unit.textOf(property);
    if (method === 'route' && childrenOf(node, 'call.argument').length === 1)
      return { ...below, routePath: path ?? '*' };
    if (method === 'basePath' || method === 'prefix')
      return { ...below, router: { ...below.router, prefix: `${below.router.prefix}/${path ?? ''}` } };
    return below;
  }
  if (node.kind !== 'name' && node.kind !== 'member' && node.kind !== 'self') return null;
  const value = resolver.valueOf(node);
  if (value.kind === 'call' && dialect.made.test(value.of)) {
    const key = value.node === null ? `name ${unit.textOf(node)}` : `node ${value.node.index}`;
    const source = assignedChain(reading, node);
    const chained =
      source === null || madeAt(reading, dialect, source) !== null
        ? null
        : routerOf(reading, dialect, source, isLikely, depth + 1);
    if (chained !== null) return chained;
    return {
      router: {
        key,
        name: shortName(unit.textOf(node)),
        prefix: prefixOf(reading, dialect, value.node),
        node: value.node ?? node,
      },
      routePath: null,
    };
  }
  const source = assignedChain(reading, node);
  if (source !== null) return routerOf(reading, dialect, source, isLikely, depth + 1);
  const name = shortName(unit.textOf(node));
  const isOpen =
    value.kind === 'unknown' ||
    value.kind === 'parameter' ||
    (value.kind === 'symbol' && value.exported === null && value.receiver === null) ||
    value.kind === 'call';
  if (!isLikely || dialect.assumed === null || !isOpen || !dialect.assumed.test(name)) return null;
  const scope = value.kind === 'parameter' ? value.function.index : (enclosing(node, 'class')?.index ?? 0);
  return { router: { key: `name ${name} ${scope}`, name, prefix: '', node }, routePath: null };
}

function shortName(text: string): string {
  return text.split(/\??\./).pop()!;
}

function madeAt(reading: FileReading, dialect: RouterDialect, node: SyntaxNode): RouterObject | null {
  const callee = reading.resolver.calleeOf(node);
  if (callee === null || !dialect.made.test(callee)) return null;
  const target = assignedTarget(node);
  const name = target === null ? 'router' : shortName(reading.unit.textOf(target));
  return { key: `node ${node.index}`, name, prefix: prefixOf(reading, dialect, node), node };
}

/** What a router is kept as, the calls chained to its making looked through. */
function assignedTarget(made: SyntaxNode): SyntaxNode | null {
  let at = made;
  while (at.role === 'member.object' && at.parent?.parent?.kind === 'call') at = at.parent.parent;
  return at.parent?.kind === 'assign' ? childOf(at.parent, 'assign.target') : null;
}

/** `routes(db)` where `routes` is a function of this file that answers with a router. */
function localFactory(reading: FileReading, dialect: RouterDialect, node: SyntaxNode): Found | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind !== 'call' || value.node === null || value.node === node || !dialect.made.test(value.of)) return null;
  const made = madeAt(reading, dialect, value.node);
  return made === null ? null : { router: made, routePath: null };
}

function prefixOf(reading: FileReading, dialect: RouterDialect, made: SyntaxNode | null): string {
  if (made === null || dialect.prefixOption === undefined) return '';
  const [first] = childrenOf(made, 'call.argument');
  const option = first?.kind === 'object' ? reading.resolver.entriesOf(first).get(dialect.prefixOption) : undefined;
  const value = option === undefined ? null : reading.resolver.valueOf(option);
  return value?.kind === 'text' ? value.text : '';
}

/** The value of a name when that is itself a chain of calls on a router. */
function assignedChain(reading: FileReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind !== 'name') return null;
  const binding = reading.scopes.lookUp(reading.unit.textOf(node), node);
  if (binding?.how !== 'assign' || binding.keys.length > 0) return null;
  const value = childOf(binding.node, 'assign.value');
  return value !== null &&
    (value.kind === 'call' || value.kind === 'new') &&
    !(value.start <= node.start && node.end <= value.end)
    ? value
    : null;
}

/** The module an expression comes from, and the name it has there: `userRoutes(db)`, `users.router`, `require('./users')`. */
export function importedModule(
  reading: FileReading,
  node: SyntaxNode,
): { readonly paths: readonly string[]; readonly name: string } | null {
  const { unit, scopes, resolver } = reading;
  if (node.kind === 'member') {
    const object = childOf(node, 'member.object');
    const property = childOf(node, 'member.property');
    const module = object === null ? null : importedModule(reading, object);
    return module === null || property === null ? null : { ...module, name: unit.textOf(property) };
  }
  if (node.kind === 'call' || node.kind === 'new') {
    const callee = childOf(node, 'call.callee');
    if (callee !== null && callee.kind === 'name' && unit.textOf(callee) === 'require')
      return required(reading, node, 'default');
    const own = callee === null ? null : importedModule(reading, callee);
    // `router.routes()` of Koa, `users.middleware()`: of the object.
    return own !== null && callee?.kind === 'member' && /^(routes|middleware|callback)$/.test(own.name)
      ? importedModule(reading, childOf(callee, 'member.object')!)
      : own;
  }
  if (node.kind !== 'name') return null;
  const binding = scopes.lookUp(unit.textOf(node), node);
  if (binding === null) return null;
  if (binding.how === 'assign') {
    const value = childOf(binding.node, 'assign.value');
    return value?.kind === 'call' ? required(reading, value, binding.keys[0] ?? 'default') : null;
  }
  if (binding.how !== 'import') return null;
  const statement = binding.node.kind === 'import' ? binding.node : enclosing(binding.node, 'import');
  const module = statement === null ? null : childOf(statement, 'import.module');
  const text = module === null ? null : resolver.valueOf(module);
  if (text?.kind !== 'text') return null;
  const paths = unit.pathsOf(text.text);
  if (paths.length === 0) return null;
  const specifier = childOf(binding.node, 'specifier.name');
  return { paths, name: specifier === null ? 'default' : unit.textOf(specifier) };
}

function required(
  reading: FileReading,
  call: SyntaxNode,
  name: string,
): { readonly paths: readonly string[]; readonly name: string } | null {
  const callee = childOf(call, 'call.callee');
  const [argument] = childrenOf(call, 'call.argument');
  if (callee === null || argument === undefined || reading.unit.textOf(callee) !== 'require') return null;
  const value = reading.resolver.valueOf(argument);
  const paths = value.kind === 'text' ? reading.unit.pathsOf(value.text) : [];
  return paths.length === 0 ? null : { paths, name };
}
