import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { callGiven, valueGiven } from '../value-given.ts';
import { lastName, pathAt } from './paths.ts';
import { wordsOf } from './words.ts';

const HANDED = /^(?:(?:req|request) body|body|payload)$/;

/** A call that writes all of a handed-on body is one only where fields are copied: `Object.assign(store, body)`. */
const COPIES = /^(?:assign|merge)$/;

/** `every-field`: `req.body` itself or spread; `listed`: fields that are picked from it. */
export function assignmentOf(
  reading: FileReading,
  name: string,
  args: readonly SyntaxNode[],
): 'every-field' | 'listed' | null {
  let isListed = false;
  for (const arg of args) {
    if (isBody(reading, arg)) return 'every-field';
    isListed ||= isPicked(reading, arg);
    if (COPIES.test(name) && arg !== args[0] && isHandedBody(reading, arg)) return 'every-field';
    if (arg.kind !== 'object') continue;
    for (const child of arg.children) {
      if (child.kind === 'spread' && isBody(reading, child)) return 'every-field';
      const value = child.kind === 'shorthand' ? child : childOf(child, 'entry.value');
      if (value === null) continue;
      if (isBody(reading, value)) return 'every-field';
      isListed ||= isField(reading, value);
    }
  }
  return isListed ? 'listed' : null;
}

/** `pick(req.body, ['name', 'avatar'])`, here or where the name that is given was assigned. */
function isPicked(reading: FileReading, node: SyntaxNode): boolean {
  const { unit, scopes } = reading;
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const call = binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : node;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  if (callee === null || !/^(?:pick|only|slice)$/.test(lastName(unit, callee) ?? '')) return false;
  const [source, list] = childrenOf(call!, 'call.argument');
  return source !== undefined && list?.kind === 'array' && isBody(reading, source);
}

function isBody(reading: FileReading, node: SyntaxNode): boolean {
  const at = node.kind === 'spread' ? (node.children[0] ?? node) : node;
  if (!['name', 'member', 'spread', 'shorthand'].includes(at.kind)) return false;
  const words = pathAt(reading, at)?.segments.map(wordsOf) ?? [];
  return words.length === 2 && /^(?:req|request|ctx|c)$/.test(words[0]!) && /^(?:body|data|json)$/.test(words[1]!);
}

/** A parameter that holds what came with a request, as controllers hand it on. */
function isHandedBody(reading: FileReading, node: SyntaxNode): boolean {
  const path = node.kind === 'name' ? pathAt(reading, node) : null;
  return path?.root === 'parameter' && path.segments.length === 1 && HANDED.test(wordsOf(path.segments[0]!));
}

function isField(reading: FileReading, node: SyntaxNode): boolean {
  const at = node.kind === 'binary' ? (childOf(node, 'binary.left') ?? node) : node;
  const object = at.kind === 'member' ? childOf(at, 'member.object') : null;
  if (object !== null && isHandedBody(reading, object)) return true;
  const words = pathAt(reading, at)?.segments.map(wordsOf) ?? [];
  return words.length > 2 && /^(?:req|request|ctx|c)$/.test(words[0]!) && /^(?:body|data|json)$/.test(words[1]!);
}

/**
 * Objects that are made empty or looked up, and get their fields one by one from a request: `store.name = body.name`. One is
 * enough to be told from copying all of them only together with a second.
 */
export function filledFrom(reading: FileReading): readonly { readonly node: SyntaxNode; readonly name: string }[] {
  const first = new Map<string, { node: SyntaxNode; name: string; count: number }>();
  for (const assign of reading.unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    const object = target === null ? null : (childOf(target, 'member.object') ?? childOf(target, 'index.object'));
    if (object?.kind !== 'name' || value === null || !isRecord(reading, object)) continue;
    const isEach = target?.kind === 'index' && isListedField(reading, value, assign);
    if (!isEach && (target?.kind !== 'member' || !isField(reading, value))) continue;
    const name = reading.unit.textOf(object);
    const key = `${enclosing(assign, 'function')?.start ?? -1} ${name}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, { node: assign, name, count: isEach ? 2 : 1 });
    else known.count += 1;
  }
  return [...first.values()].filter(({ count }) => count > 1);
}

/** `for (const field of allowed) record[field] = body[field]`: the list is none that the request brings. */
function isListedField(reading: FileReading, value: SyntaxNode, assign: SyntaxNode): boolean {
  const read = value.kind === 'index' ? value : (value.children.find(({ kind }) => kind === 'index') ?? null);
  const object = read === null ? null : childOf(read, 'index.object');
  const loop = enclosing(assign, 'loop', 'function');
  const list = loop?.kind === 'loop' ? childOf(loop, 'loop.iterable') : null;
  return (
    object !== null &&
    list !== null &&
    (isBody(reading, object) || isHandedBody(reading, object)) &&
    !reading.unit.textOf(list).includes(reading.unit.textOf(object))
  );
}

/** `const body = {}`, `const store = new Store()`, `const user = await users.findById(id)`. */
function isRecord(reading: FileReading, name: SyntaxNode): boolean {
  const value = valueGiven(reading, name);
  if (value?.kind === 'new' || (value?.kind === 'object' && value.children.length === 0)) return true;
  const call = callGiven(reading, name);
  const callee = call === null ? null : childOf(call, 'call.callee');
  return callee !== null && LOOKS_UP.test(wordsOf(lastName(reading.unit, callee) ?? ''));
}

const LOOKS_UP = /^(?:find|get|load|fetch|first|one|read|lookup|select)\b/;
