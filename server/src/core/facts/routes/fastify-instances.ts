import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { lastName } from '../guards/paths.ts';

/** An instance of Fastify: the application, or what a plugin is given, whose hooks hold for its own routes only. */
export interface FastifyInstance {
  readonly key: string;
  readonly name: string;
  /** Below the prefixes of the instances around it. */
  readonly prefix: string;
  readonly parent: FastifyInstance | null;
}

const NAMED = /^(?:fastify|app|server|instance|f|api|scope|router|\w*[fF]astify\w*)$/;
const CHAINED = /^(?:withTypeProvider|after|register|addHook|get|post|put|patch|delete|all|route|head|options)$/;
const MAX_DEPTH = 12;
const MAX_LINKS = 50;

export type InstanceAt = (node: SyntaxNode) => FastifyInstance | null;

/** Which instance an expression is; null when it is none. */
export function createInstanceAt(reading: FileReading): InstanceAt {
  const { unit, scopes } = reading;
  const known = new Map<SyntaxNode, FastifyInstance | null>();
  const registered = registrations(reading);
  let depth = 0;

  const ofBinding = (key: SyntaxNode, read: () => FastifyInstance | null): FastifyInstance | null => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (depth > MAX_DEPTH) return null;
    known.set(key, null);
    depth += 1;
    const instance = read();
    depth -= 1;
    known.set(key, instance);
    return instance;
  };

  const instanceAt: InstanceAt = (from) => {
    const node = rootOf(reading, from);
    const name = node === null ? null : lastName(unit, node);
    if (node === null || name === null) return null;
    const binding = node.kind === 'name' ? scopes.lookUp(name, node) : null;
    const plain = { key: `name ${name}`, name, prefix: '', parent: null };
    if (binding === null || binding.how === 'import') return NAMED.test(name) ? plain : null;
    return ofBinding(binding.node, () => {
      const own = { ...plain, key: `node ${binding.node.index}` };
      if (binding.how !== 'parameter') return isMade(reading, binding.node) || NAMED.test(name) ? own : null;
      const fn = enclosing(binding.node, 'function');
      const call = fn === null ? undefined : registered.get(fn);
      if (call === undefined) return NAMED.test(name) || isTyped(reading, binding.node) ? own : null;
      const object = childOf(childOf(call, 'call.callee')!, 'member.object');
      const parent = object === null ? null : instanceAt(object);
      return parent === null ? null : { ...own, parent, prefix: `${parent.prefix}/${prefixOf(reading, call)}` };
    });
  };
  return instanceAt;
}

/** What a chain of calls on an instance begins with; null when it is none. */
function rootOf({ unit }: FileReading, from: SyntaxNode): SyntaxNode | null {
  let at = from;
  for (let links = 0; at.kind === 'call'; links += 1) {
    const callee = childOf(at, 'call.callee');
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    if (callee === null || object === null || links > MAX_LINKS || !CHAINED.test(lastName(unit, callee) ?? ''))
      return null;
    at = object;
  }
  return at;
}

/** Functions that are registered in this file, with the calls that do so. */
function registrations(reading: FileReading): ReadonlyMap<SyntaxNode, SyntaxNode> {
  const found = new Map<SyntaxNode, SyntaxNode>();
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee?.kind !== 'member' || lastName(reading.unit, callee) !== 'register') continue;
    const [plugin] = childrenOf(call, 'call.argument');
    // `register(fp(async (app) => …))`: what is wrapped is registered all the same.
    const given = plugin?.kind === 'call' ? (childrenOf(plugin, 'call.argument')[0] ?? plugin) : plugin;
    const value = given === undefined ? null : reading.resolver.valueOf(given);
    const fn = given?.kind === 'function' ? given : value?.kind === 'function' ? value.node : null;
    if (fn !== null) found.set(fn, call);
  }
  return found;
}

function prefixOf(reading: FileReading, call: SyntaxNode): string {
  const options = childrenOf(call, 'call.argument')[1];
  const value = options === undefined ? null : reading.resolver.valueOf(options);
  const prefix = value?.kind === 'object' ? reading.resolver.entriesOf(value.node).get('prefix') : undefined;
  const text = prefix === undefined ? null : reading.resolver.valueOf(prefix);
  return text?.kind === 'text' || text?.kind === 'partial' ? text.text : '';
}

function isMade(reading: FileReading, assign: SyntaxNode): boolean {
  const value = childOf(assign, 'assign.value');
  return value !== null && /^(?:await )?(?:\w*[fF]astify|buildApp|buildServer)\b/.test(reading.unit.textOf(value));
}

function isTyped(reading: FileReading, parameter: SyntaxNode): boolean {
  const type = childOf(parameter, 'parameter.type');
  return type !== null && /\bFastify\w*Instance\b|\bFastifyZod\w*|\bFastifyTyped\w*/.test(reading.unit.textOf(type));
}
