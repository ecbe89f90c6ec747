import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { actionOf, alternativesOf, toRequirement } from '../../model/requirement.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';
import { objectMeant } from '../objects.ts';
import { guardsIn } from './handlers.ts';
import { saidGuard } from './said-guard.ts';

const MAX_DEPTH = 8;

/** Permissions of graphql-shield: `shield({ Query: { users: isAdmin } }, { fallbackRule: deny })`. */
export const graphqlShield = defineRouteFinder({
  id: 'graphql-shield',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    if (!reading.unit.tree.text.includes('shield')) return;
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      if (callee === null || lastName(reading.unit, callee) !== 'shield') continue;
      const [tree, options] = childrenOf(call, 'call.argument');
      if (tree !== undefined) yield* ofTree(reading, tree);
      const object = options === undefined ? null : objectMeant(reading, options);
      const fallback = object === null ? undefined : reading.resolver.entriesOf(object).get('fallbackRule');
      if (fallback !== undefined) yield toRoute(reading, 'every field without a rule', fallback);
    }
  },
});

function* ofTree(reading: FileReading, tree: SyntaxNode): Generator<Route> {
  const types = objectMeant(reading, tree);
  if (types === null) return;
  for (const [type, value] of reading.resolver.entriesOf(types)) {
    const fields = objectMeant(reading, value);
    if (fields === null) yield toRoute(reading, `every field of ${type}`, value);
    else
      for (const [field, rule] of reading.resolver.entriesOf(fields))
        yield toRoute(reading, field === '*' ? `every field of ${type}` : `${type}.${field}`, rule);
  }
}

/** In front of what stands elsewhere: a rule that goes leaves its field open. */
function toRoute(reading: FileReading, symbol: string, rule: SyntaxNode): Route {
  const guards = ofRule(reading, rule);
  return { method: 'BELOW', path: symbol, symbol, node: rule, handler: null, group: 'shield', guards };
}

/** What a rule asks for: all of `and`, one of `or`; `allow` nothing, `deny` what nobody has. */
function ofRule(reading: FileReading, node: SyntaxNode, depth = 0): readonly GuardUse[] {
  if (depth > MAX_DEPTH) return [];
  const name = lastName(reading.unit, node) ?? '';
  if (node.kind === 'call') {
    const args = childrenOf(node, 'call.argument').flatMap((arg) => (arg.kind === 'array' ? arg.children : [arg]));
    if (name === 'and' || name === 'chain') return args.flatMap((arg) => ofRule(reading, arg, depth + 1));
    if (name === 'or' || name === 'race') return eitherOf(reading, node, args, depth);
    if (name === 'not') return [];
    const test = args[args.length - 1];
    if (test?.kind === 'function') return ofTest(reading, node, test);
    return guardsIn(reading, node, 'route');
  }
  if (name === 'allow') return [];
  if (name === 'deny')
    return [saidGuard(reading, node, [{ kind: 'role', value: 'nobody' }], 'route', 'The rule lets nobody through.')];
  const binding = node.kind === 'name' ? reading.scopes.lookUp(name, node) : null;
  const made = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  if (made !== null && made.kind === 'call') {
    const asked = ofRule(reading, made, depth + 1).map((guard) => ({ ...guard, node, name }));
    if (asked.length > 0) return asked;
  }
  return guardsIn(reading, node, 'route');
}

function eitherOf(
  reading: FileReading,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
  depth: number,
): readonly GuardUse[] {
  const ways = args.map((arg) => ofRule(reading, arg, depth + 1));
  const [first] = ways.flat();
  // A way in that asks nothing leaves nothing of the others.
  if (first === undefined || ways.some((way) => way.length === 0)) return [];
  const norm = toRequirement(ways.flatMap((way) => alternativesOf(way[0]!.norm)));
  return [{ ...first, norm, action: actionOf(norm), node, name: reading.unit.textOf(node).slice(0, 60) }];
}

/** `rule()(async (parent, args, ctx) => ctx.user.role === 'admin')`. */
function ofTest(reading: FileReading, node: SyntaxNode, test: SyntaxNode): readonly GuardUse[] {
  const file = guardReading(reading);
  const predicate = file.predicateOf(test);
  if (predicate === null) return [];
  return summariesOf(reading, predicate, test).map((guard): GuardUse => ({
    ...guard,
    node,
    from: 'route',
    tier: 'pattern',
    why: 'What the rule answers depends on the caller.',
  }));
}
