import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { requireAuthorization } from './aspnet-policies.ts';
import { guardsOfBases } from './base-classes.ts';
import { guardsIn, joinPath, unwrapHandler } from './handlers.ts';
import { saidGuard } from './said-guard.ts';

const VERB = /^Http(Get|Post|Put|Patch|Delete|Head|Options)(?:Attribute)?$/;
const MAPPED = /^Map(Get|Post|Put|Patch|Delete|Methods|Hub|GrpcService)$/;
/** Attributes that describe and do not guard. */
const PLAIN =
  /^(?:Http\w*|Route|ApiController|Area|Produces\w*|Consumes|From\w+|Bind\w*|Tags|ApiVersion|Obsolete|SwaggerOperation\w*|ResponseCache|NonAction|ActionName)$/;
/** Calls on an endpoint that guard it, or lift what its group asks. */
const GUARDS = /^(?:AllowAnonymous|RequireRateLimiting|AddEndpointFilter|RequireHost)$/;

/** Controllers and minimal endpoints of ASP.NET Core. */
export const aspnet = defineRouteFinder({
  id: 'aspnet',
  languages: ['csharp'],
  *find(reading) {
    for (const owner of reading.unit.ofKind('class')) yield* ofController(reading, owner);
    for (const call of reading.unit.ofKind('call')) yield* ofEndpoint(reading, call);
  },
  inherited: (reading, owner) => [...above(reading, owner), ...ownGuards(reading, owner)],
});

function ownGuards(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  return guardsOf(reading, attributesOf(reading, owner), 'class');
}

function above(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  return guardsOfBases(reading, owner, (base) => ownGuards(reading, base));
}

interface Attribute {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly texts: readonly string[];
}

function attributesOf(reading: FileReading, node: SyntaxNode): readonly Attribute[] {
  return node.children.flatMap((child): readonly Attribute[] => {
    const call = child.kind === 'decorator' ? child.children[0] : undefined;
    const name = call === undefined ? null : lastName(reading.unit, call);
    if (call === undefined || name === null) return [];
    return [
      { node: child, name, texts: childrenOf(call, 'call.argument').flatMap((arg) => constantsAt(reading, arg) ?? []) },
    ];
  });
}

function guardsOf(reading: FileReading, attributes: readonly Attribute[], from: GuardUse['from']): readonly GuardUse[] {
  return attributes
    .filter(({ name }) => !PLAIN.test(name))
    .flatMap(({ node }) => {
      const requirement = /^\W*Authorize(?:Attribute)?<([\w.]{1,100})>/.exec(reading.unit.textOf(node))?.[1];
      if (requirement === undefined) return guardsIn(reading, node, from);
      const value = wordsOf(
        requirement
          .split('.')
          .pop()!
          .replace(/Requirement$/, ''),
      ).replaceAll(' ', '-');
      return [saidGuard(reading, node, [{ kind: 'check', value }], from, 'The attribute names a requirement.')];
    });
}

function* ofController(reading: FileReading, owner: SyntaxNode): Generator<Route> {
  const name = declaredName(reading.unit, owner);
  const attributes = attributesOf(reading, owner);
  const isApi = attributes.some((each) => each.name === 'ApiController');
  const bases = childrenOf(owner, 'class.base').map((base) => reading.unit.textOf(base));
  const isPage = bases.some((base) => /^(?:PageModel|Hub(?:<.*>)?)$/s.test(base));
  if (name === null || !(isApi || isPage || name.endsWith('Controller'))) return;
  const route = attributes.find((each) => each.name === 'Route')?.texts[0] ?? '';
  const prefix = route.replaceAll('[controller]', name.replace(/Controller$/, '').toLowerCase());
  const inherited = [...above(reading, owner), ...guardsOf(reading, attributes, 'class')];
  for (const method of childOf(owner, 'class.body')?.children ?? []) {
    if (method.kind !== 'function') continue;
    const own = attributesOf(reading, method);
    const action = declaredName(reading.unit, method) ?? '';
    const guards = [...inherited, ...guardsOf(reading, own, 'route')];
    // Of pages, hubs and controllers with views each public method is one; which URL leads to it is said elsewhere.
    if (!isApi && isAction(reading, method, own))
      yield {
        method: 'ACTION',
        path: action,
        symbol: `${name}.${action}`,
        node: method,
        handler: method,
        group: name,
        guards,
      };
    for (const attribute of own) {
      const verb = VERB.exec(attribute.name)?.[1]?.toUpperCase();
      if (verb === undefined) continue;
      const path = joinPath(prefix, (attribute.texts[0] ?? '').replaceAll('[action]', action.toLowerCase()));
      yield {
        method: verb,
        path,
        symbol: `${verb} ${path}`,
        node: attribute.node,
        handler: method,
        group: name,
        guards,
      };
    }
  }
}

function isAction(reading: FileReading, method: SyntaxNode, own: readonly Attribute[]): boolean {
  if (own.some(({ name }) => VERB.test(name) || name === 'NonAction')) return false;
  const returns = childOf(method, 'function.returns');
  const body = childOf(method, 'function.body');
  const head = reading.unit.tree.text.slice(method.start, body?.start ?? method.end);
  return returns !== null && body !== null && /\bpublic\b/.test(head) && !/\b(?:static|override)\b/.test(head);
}

/** `app.MapGet("/users", handler).RequireAuthorization("Admin")`, `group.MapPost(…)` of `app.MapGroup("/x")`. */
function* ofEndpoint(reading: FileReading, call: SyntaxNode): Generator<Route> {
  const callee = childOf(call, 'call.callee');
  const verb = callee?.kind === 'member' ? MAPPED.exec(lastName(reading.unit, callee) ?? '')?.[1] : undefined;
  if (callee === null || verb === undefined) return;
  const args = childrenOf(call, 'call.argument');
  const [first] = args;
  const own = first === undefined ? null : constantsAt(reading, first);
  if (own === null) return;
  const group = groupOf(reading, childOf(callee, 'member.object'));
  const path = joinPath(group.prefix, own[0] ?? '');
  const method = /^(?:Get|Post|Put|Patch|Delete)$/.test(verb) ? verb.toUpperCase() : 'ALL';
  const last = args[args.length - 1]!;
  yield {
    method,
    path,
    symbol: `${method} ${path}`,
    node: call,
    handler: last === first ? null : unwrapHandler(reading, last).handler,
    group: group.prefix === '' ? 'endpoints' : group.prefix,
    guards: [...group.guards, ...chained(reading, call, 'route'), ...attributesOfLambda(reading, last)],
  };
}

/** `[Authorize(Roles = "Admin")] (User user) => …` */
function attributesOfLambda(reading: FileReading, handler: SyntaxNode): readonly GuardUse[] {
  return handler.kind === 'function' ? guardsOf(reading, attributesOf(reading, handler), 'route') : [];
}

/** The prefix and the guards of what an endpoint is mapped on. */
function groupOf(
  reading: FileReading,
  object: SyntaxNode | null,
  depth = 0,
): { readonly prefix: string; readonly guards: readonly GuardUse[] } {
  const binding = object?.kind === 'name' ? reading.scopes.lookUp(reading.unit.textOf(object), object) : null;
  let at = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : object;
  while (at?.kind === 'call') {
    const callee = childOf(at, 'call.callee');
    if (callee?.kind !== 'member') break;
    if (lastName(reading.unit, callee) === 'MapGroup') {
      const [first] = childrenOf(at, 'call.argument');
      const [prefix = ''] = first === undefined ? [] : (constantsAt(reading, first) ?? []);
      const outer =
        depth < 5 ? groupOf(reading, childOf(callee, 'member.object'), depth + 1) : { prefix: '', guards: [] };
      return {
        prefix: outer.prefix === '' ? prefix : joinPath(outer.prefix, prefix),
        guards: [...outer.guards, ...chained(reading, at, 'router')],
      };
    }
    at = childOf(callee, 'member.object');
  }
  return { prefix: '', guards: [] };
}

/** Guards called on what a call answers, outwards. */
function chained(reading: FileReading, call: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  for (let at = call; at.role === 'member.object' && at.parent?.parent?.kind === 'call';) {
    at = at.parent.parent;
    const name = lastName(reading.unit, at) ?? '';
    if (name === 'RequireAuthorization') guards.push(...requireAuthorization(reading, at, from));
    else if (GUARDS.test(name)) guards.push(...guardsIn(reading, at, from));
  }
  return guards;
}
