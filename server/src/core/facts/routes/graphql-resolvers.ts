import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { objectMeant } from '../objects.ts';
import { guardsIn, readRegistered, unwrapHandler } from './handlers.ts';

/** Types whose fields are entry points. */
const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);
const TYPED = /\b(Query|Mutation|Subscription)Resolvers\b/;
/** Functions that put guards in front of a resolver, which is their last argument. */
const COMBINES = /^(?:combineResolvers|pipeResolvers|composeResolvers?|chainResolvers|compose|pipe)$/;

/** Resolver maps of GraphQL: `{ Query: { users: (parent, args, context) => … } }`. */
export const graphqlResolvers = defineRouteFinder({
  id: 'graphql-resolvers',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    if (!/\b(?:Query|Mutation|Subscription)(?:Resolvers)?\b/.test(reading.unit.tree.text) || reading.unit.context.test)
      return;
    const seen = new Set<SyntaxNode>();
    for (const { root, object } of maps(reading)) {
      if (seen.has(object)) continue;
      seen.add(object);
      const fields = [...reading.resolver.entriesOf(object)].filter(([, value]) => isResolver(reading, value));
      for (const [field, value] of fields) yield toRoute(reading, root, field, value);
    }
  },
});

/** Objects of resolvers, with the type whose fields they resolve. */
function* maps(reading: FileReading): Generator<{ readonly root: string; readonly object: SyntaxNode }> {
  const { unit } = reading;
  for (const entry of unit.ofKind('entry')) {
    const key = childOf(entry, 'entry.key');
    const value = childOf(entry, 'entry.value');
    const root = key === null ? '' : unit.textOf(key).replace(/^['"]|['"]$/g, '');
    // Rules of graphql-shield have the same shape, and are read as what they are.
    if (!ROOTS.has(root) || value === null || enclosing(entry, 'call')?.role === 'call.argument') continue;
    const object = objectMeant(reading, value);
    if (object !== null && !isGiven(reading, entry)) yield { root, object };
  }
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target === null || value === null) continue;
    const name = unit.textOf(target);
    const type = childOf(assign, 'assign.type');
    const root = ROOTS.has(name) ? name : type === null ? undefined : TYPED.exec(unit.textOf(type))?.[1];
    const object = root === undefined ? null : objectMeant(reading, value);
    if (root !== undefined && object !== null) yield { root, object };
  }
}

/** An argument of `shield(…)`. */
function isGiven({ unit }: FileReading, entry: SyntaxNode): boolean {
  const call = enclosing(entry, 'call', 'function');
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  return callee !== null && /\bshield$/.test(unit.textOf(callee));
}

/** Something that is called: a function, what wraps one, a name of one, `{ resolve }`. */
function isResolver(reading: FileReading, node: SyntaxNode): boolean {
  if (node.kind === 'function') return true;
  if (node.kind === 'object') return reading.resolver.entriesOf(node).has('resolve') || hasSubscribe(reading, node);
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'function') return true;
  if (value.kind === 'text' || value.kind === 'partial' || value.kind === 'number' || value.kind === 'object')
    return false;
  if (node.kind === 'call')
    return childrenOf(node, 'call.argument').some((arg) => ['function', 'name', 'member', 'call'].includes(arg.kind));
  return node.kind === 'name' || node.kind === 'member' || node.kind === 'shorthand';
}

function hasSubscribe(reading: FileReading, node: SyntaxNode): boolean {
  return reading.resolver.entriesOf(node).has('subscribe');
}

function toRoute(reading: FileReading, root: string, field: string, value: SyntaxNode): Route {
  const entries = value.kind === 'object' ? reading.resolver.entriesOf(value) : null;
  const resolver = entries?.get('resolve') ?? entries?.get('subscribe') ?? value;
  const { handler, guards } = resolverAt(reading, resolver);
  const symbol = `${root.toUpperCase()} ${field}`;
  return { method: 'RPC', path: field, symbol, node: value, handler, group: root, guards };
}

/** `combineResolvers(isAuthenticated, resolver)`, `isAdmin.createResolver(resolver)`, `requireAdmin(resolver)`. */
function resolverAt(
  reading: FileReading,
  node: SyntaxNode,
): { readonly handler: SyntaxNode | null; readonly guards: readonly GuardUse[] } {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  if (callee === null) {
    const value = reading.resolver.valueOf(node);
    return value.kind === 'function' ? { handler: value.node, guards: [] } : unwrapHandler(reading, node);
  }
  const args = childrenOf(node, 'call.argument');
  if (callee.kind === 'name' && COMBINES.test(reading.unit.textOf(callee))) return readRegistered(reading, args);
  const object = childOf(callee, 'member.object');
  const property = childOf(callee, 'member.property');
  const last = args[args.length - 1];
  if (object !== null && property !== null && last !== undefined && reading.unit.textOf(property) === 'createResolver')
    return { handler: unwrapHandler(reading, last).handler, guards: guardsIn(reading, object, 'route') };
  return unwrapHandler(reading, node);
}
