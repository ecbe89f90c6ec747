import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { declaredName } from '../names.ts';
import { guardsOfBases } from './base-classes.ts';
import { guardsIn, joinPath } from './handlers.ts';
import { saidGuard, usedAsGuard } from './said-guard.ts';
import { unreadMetadata } from './unread-metadata.ts';
import { rowOf } from '../../text/row-of.ts';

const METHODS: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  All: 'ALL',
  Options: 'OPTIONS',
  Head: 'HEAD',
  Sse: 'GET',
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
  ResolveField: 'FIELD',
  MessagePattern: 'MESSAGE',
  EventPattern: 'EVENT',
  SubscribeMessage: 'MESSAGE',
  GrpcMethod: 'RPC',
  // routing-controllers, TypeGraphQL, tsoa
  HttpGet: 'GET',
  HttpPost: 'POST',
  FieldResolver: 'FIELD',
};
const CONTROLLERS =
  /^(?:Controller|JsonController|RestController|Resolver|WebSocketGateway|Route|ApiController|TypedController)$/;
/** Decorators that describe and do not guard. */
const PLAIN =
  /^(?:Api\w*|Http\w*|Header|Render|Redirect|Use(?:Pipes|Interceptors|Filters)|Args|Info|Response|Tags|Injectable|Version|Inject\w*|Authorized|Security)$/;

/** NestJS and other frameworks where classes are controllers and decorators say the rest. */
export const nestjs = defineRouteFinder({
  id: 'nestjs',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    for (const owner of reading.unit.ofKind('class')) {
      const decorators = decoratorsOf(reading, owner);
      const controller = decorators.find(({ name }) => CONTROLLERS.test(name));
      if (controller !== undefined) yield* ofController(reading, owner, decorators, controller.node);
      else yield* ofModule(reading, owner, decorators);
    }
    yield* ofBootstrap(reading);
  },
  inherited: (reading, owner) => ownGuards(reading, owner),
});

function ownGuards(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  return guardsOf(reading, decoratorsOf(reading, owner), 'class');
}

interface Decorator {
  readonly node: SyntaxNode;
  readonly name: string;
}

function decoratorsOf(reading: FileReading, node: SyntaxNode): readonly Decorator[] {
  return node.children.flatMap((child): readonly Decorator[] => {
    const expression = child.kind === 'decorator' ? child.children[0] : undefined;
    const name =
      expression === undefined
        ? null
        : lastName(reading.unit, expression.kind === 'call' ? childOf(expression, 'call.callee')! : expression);
    return name === null ? [] : [{ node: child, name }];
  });
}

function* ofController(
  reading: FileReading,
  owner: SyntaxNode,
  decorators: readonly Decorator[],
  controller: SyntaxNode,
): Generator<Route> {
  const prefix = pathOf(reading, controller);
  const inherited = [
    ...guardsOfBases(reading, owner, (base) => ownGuards(reading, base)),
    ...guardsOf(reading, decorators, 'class'),
  ];
  const group = declaredName(reading.unit, owner) ?? 'controller';
  for (const [name, method] of reading.scopes.membersOf(owner)) {
    if (method.kind !== 'function') continue;
    const own = decoratorsOf(reading, method);
    const route = own.find((decorator) => rowOf(METHODS, decorator.name) !== undefined);
    if (route === undefined) continue;
    const verb = METHODS[route.name]!;
    const isHttp = /^(?:GET|POST|PUT|PATCH|DELETE|ALL|OPTIONS|HEAD)$/.test(verb);
    const path = isHttp ? joinPath(prefix, pathOf(reading, route.node)) : pathOf(reading, route.node) || name;
    yield {
      method: isHttp ? verb : 'RPC',
      path,
      symbol: `${verb} ${path}`,
      node: route.node,
      handler: method,
      group,
      guards: unreadMetadata(
        reading,
        [...inherited, ...guardsOf(reading, own, 'route')],
        [...decorators, ...own].flatMap((decorator) => guardsNamed(reading, decorator)),
      ),
    };
  }
}

/** Names in `UseGuards`. */
function guardsNamed(reading: FileReading, { name, node }: Decorator): readonly string[] {
  const call = name === 'UseGuards' ? node.children[0] : undefined;
  return call === undefined ? [] : childrenOf(call, 'call.argument').map((arg) => lastName(reading.unit, arg) ?? '');
}

function guardsOf(reading: FileReading, decorators: readonly Decorator[], from: GuardUse['from']): readonly GuardUse[] {
  return decorators
    .filter(
      ({ name, node }) =>
        (rowOf(METHODS, name) === undefined && !CONTROLLERS.test(name) && !PLAIN.test(name)) ||
        isAuthorized(name, node, reading),
    )
    .flatMap(({ node, name }) => {
      const call = node.children[0];
      if (call?.kind !== 'call') return guardsIn(reading, node, from);
      if (name === 'UseGuards')
        return childrenOf(call, 'call.argument').flatMap((arg) => guardUsed(reading, arg, from));
      return name === 'CheckPolicies' ? policiesIn(reading, call, from) : guardsIn(reading, node, from);
    });
}

/** Whatever stands in `UseGuards` is a guard. */
function guardUsed(reading: FileReading, arg: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  const known = guardsIn(reading, arg, from);
  return known.length > 0 ? known : usedAsGuard(reading, arg, /Guard$/, from);
}

/** `@CheckPolicies((ability) => ability.can(Action.Delete, Article))`. */
function policiesIn(reading: FileReading, call: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  const asked = [...descendants(call)].flatMap((inner) => {
    if (inner.kind !== 'call' || lastName(reading.unit, inner) !== 'can') return [];
    const words = childrenOf(inner, 'call.argument').map(
      (arg) => lastName(reading.unit, arg) ?? reading.unit.textOf(arg),
    );
    return [words.map((word) => word.replace(/^['"]|['"]$/g, '').toLowerCase()).join(':')];
  });
  if (asked.length === 0) return guardsIn(reading, call, from);
  return asked.map((value) => saidGuard(reading, call, [{ kind: 'scope', value }], from, 'A policy of the ability.'));
}

/** `@Authorized()` of routing-controllers and `@Security()` of tsoa guard; elsewhere they only document. */
function isAuthorized(name: string, node: SyntaxNode, reading: FileReading): boolean {
  return name === 'Authorized' && reading.unit.textOf(node).includes('(');
}

/** Guards that a module gives to the whole application: `{ provide: APP_GUARD, useClass: JwtAuthGuard }`. */
function* ofModule(reading: FileReading, owner: SyntaxNode, decorators: readonly Decorator[]): Generator<Route> {
  const module = decorators.find(({ name }) => name === 'Module');
  if (module === undefined) return;
  const name = declaredName(reading.unit, owner) ?? 'module';
  const guards: GuardUse[] = [];
  for (const object of reading.unit.ofKind('object')) {
    if (object.start < module.node.start || object.end > module.node.end) continue;
    const entries = reading.resolver.entriesOf(object);
    const provided = entries.get('provide');
    if (provided === undefined || lastName(reading.unit, provided) !== 'APP_GUARD') continue;
    for (const key of ['useClass', 'useExisting', 'useValue', 'useFactory']) {
      const value = entries.get(key);
      if (value !== undefined)
        guards.push(...guardsIn(reading, value, 'module').map((guard) => ({ ...guard, node: object })));
    }
  }
  yield whole(name, module.node, guards);
  for (const call of descendants(owner)) if (call.kind === 'call') yield* ofConsumer(reading, call);
}

/** `consumer.apply(AuthMiddleware).exclude('health').forRoutes('users')`. */
function* ofConsumer(reading: FileReading, call: SyntaxNode): Generator<Route> {
  const callee = childOf(call, 'call.callee');
  if (callee?.kind !== 'member' || lastName(reading.unit, callee) !== 'forRoutes') return;
  const guards: GuardUse[] = [];
  for (let at = childOf(callee, 'member.object'); at?.kind === 'call';) {
    const inner: SyntaxNode | null = childOf(at, 'call.callee');
    if (inner?.kind !== 'member') break;
    if (lastName(reading.unit, inner) === 'apply')
      guards.push(...childrenOf(at, 'call.argument').flatMap((arg) => guardsIn(reading, arg, 'module')));
    at = childOf(inner, 'member.object');
  }
  if (guards.length === 0) return;
  for (const place of childrenOf(call, 'call.argument')) {
    const path = placeNamed(reading, place);
    const symbol = /^\*|^\(\.\*\)$/.test(path)
      ? '/*'
      : /^[A-Z]/.test(path)
        ? `every route of ${path}`
        : joinPath(path, '*');
    const here = guards.map((guard) => ({ ...guard, node: place }));
    yield { method: 'BELOW', path: symbol, symbol, node: place, handler: null, group: 'middleware', guards: here };
  }
}

/** A path, `{ path, method }`, or the class of a controller. */
function placeNamed(reading: FileReading, place: SyntaxNode): string {
  const value = reading.resolver.valueOf(place);
  if (value.kind === 'text') return value.text;
  const path = value.kind === 'object' ? reading.resolver.entriesOf(value.node).get('path') : undefined;
  const text = path === undefined ? null : reading.resolver.valueOf(path);
  return text?.kind === 'text' ? text.text : (lastName(reading.unit, place) ?? reading.unit.textOf(place));
}

/** `app.useGlobalGuards(new AuthGuard())` in the entry file. */
function* ofBootstrap(reading: FileReading): Generator<Route> {
  const guards: GuardUse[] = [];
  let place: SyntaxNode | null = null;
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee?.kind === 'member' ? lastName(reading.unit, callee) : null;
    if (name === 'create' && /^NestFactory\b/.test(reading.unit.textOf(callee!))) place ??= call;
    if (name !== 'useGlobalGuards') continue;
    place ??= call;
    guards.push(...childrenOf(call, 'call.argument').flatMap((arg) => guardsIn(reading, arg, 'module')));
  }
  if (place !== null) yield whole('the application', place, guards);
}

function whole(name: string, node: SyntaxNode, guards: readonly GuardUse[]): Route {
  return { method: 'ROUTER', path: '*', symbol: `every route of ${name}`, node, handler: null, group: name, guards };
}

function pathOf(reading: FileReading, decorator: SyntaxNode): string {
  const call = decorator.children[0];
  const [first] = call?.kind === 'call' ? childrenOf(call, 'call.argument') : [];
  if (first === undefined) return '';
  const value = reading.resolver.valueOf(first);
  if (value.kind === 'text') return value.text;
  if (value.kind === 'list') return value.items[0]?.kind === 'text' ? value.items[0].text : '';
  if (value.kind !== 'object') return '';
  const entries = reading.resolver.entriesOf(value.node);
  const entry = entries.get('path') ?? entries.get('cmd') ?? entries.get('name');
  const text = entry === undefined ? null : reading.resolver.valueOf(entry);
  return text?.kind === 'text' ? text.text : '';
}
