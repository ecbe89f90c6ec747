import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import type { Binding } from '../scopes.ts';

/** One that stands in a list. */
export interface GivenTool {
  readonly node: SyntaxNode;
  /** Of an object of tools: the name that the model knows it by. */
  readonly key?: string;
}

/** Lists in lists, and expressions that one list is put together of. */
const MAX_DEPTH = 12;
const MAX_STEPS = 1_000;

/** Make a list of what they are given, or of the lists among it. */
const OF_ARGUMENTS =
  /^(?:list|tuple|set|frozenset|sorted|reversed|cast|chain|from_iterable|deepcopy|from|of|values|asList|listOf|mutableListOf|arrayListOf|setOf|arrayOf|copyOf|List|Set|ArrayList|LinkedList|HashSet|append|concat|Concat|Append|plus|union|Union)$/;
/** Make a list of the one that they are called on. */
const OF_RECEIVER =
  /^(?:copy|slice|filter|flat|stream|values|concat|Concat|Append|plus|union|Union|Where|OfType|AsReadOnly|[tT]o(?:List|Array|Set)|toMutableList|toSorted|Clone|dup|freeze|to_vec)$/;
const JOINS: ReadonlySet<string> = new Set(['+', '|', '||', '??', 'or']);
const ADDS = /^(?:append|push|unshift|extend|[aA]dd|addAll|AddRange)$/;

/** What is added to lists after they were made, by what binds the name of the list. */
const addedTo = oncePerUnit((reading: FileReading): ReadonlyMap<SyntaxNode, readonly SyntaxNode[]> => {
  const added = new Map<SyntaxNode, SyntaxNode[]>();
  for (const call of reading.unit.ofKind('call')) {
    const object = ADDS.test(calledName(reading, call))
      ? childOf(childOf(call, 'call.callee')!, 'member.object')
      : null;
    const binding = object?.kind === 'name' ? reading.scopes.lookUp(reading.unit.textOf(object), object) : null;
    if (binding?.how !== 'assign') continue;
    const known = added.get(binding.node) ?? [];
    known.push(...childrenOf(call, 'call.argument'));
    added.set(binding.node, known);
  }
  return added;
});

/** What stands in a list, or in an object by its keys. What is neither stands for itself. */
export function itemsOf(reading: FileReading, given: SyntaxNode): readonly GivenTool[] {
  const list = listIn(reading, given);
  if (list !== null) return list;
  const value = reading.resolver.valueOf(given);
  if (value.kind === 'object') return [...reading.resolver.entriesOf(value.node)].map(([key, node]) => ({ node, key }));
  return value.kind === 'null' ? [] : [{ node: given }];
}

/** What stands in a list, however it is put together. Null: it is none, or one of another file. */
export function listIn(reading: FileReading, given: SyntaxNode): readonly GivenTool[] | null {
  return createLists(reading).listAt(given);
}

/** What stands in the list that a name is bound to. */
export function listBoundBy(reading: FileReading, binding: Binding): readonly GivenTool[] | null {
  return binding.how === 'assign' && binding.keys.length === 0 ? createLists(reading).bound(binding) : null;
}

function createLists(reading: FileReading): {
  readonly listAt: (node: SyntaxNode) => readonly GivenTool[] | null;
  readonly bound: (binding: Binding) => readonly GivenTool[] | null;
} {
  const { unit, scopes, resolver } = reading;
  const open = new Set<SyntaxNode>();
  let left = MAX_STEPS;

  /** Null: it is no list. */
  function listAt(node: SyntaxNode): readonly GivenTool[] | null {
    if ((left -= 1) < 0 || open.size > MAX_DEPTH || open.has(node)) return null;
    open.add(node);
    try {
      return written(node) ?? known(node);
    } finally {
      open.delete(node);
    }
  }

  function written(node: SyntaxNode): readonly GivenTool[] | null {
    switch (node.kind) {
      case 'array':
        return all(node.children);
      case 'other':
        return otherList(node);
      case 'spread':
      case 'await':
        return firstList(node.children);
      case 'binary': {
        const operator = childOf(node, 'binary.operator');
        return operator !== null && JOINS.has(unit.textOf(operator))
          ? joined([childOf(node, 'binary.left'), childOf(node, 'binary.right')])
          : null;
      }
      case 'if':
        return joined([childOf(node, 'if.then'), childOf(node, 'if.else')]);
      case 'index':
        return childOf(node, 'index.key')?.kind === 'other' ? firstList(childrenOf(node, 'index.object')) : null;
      case 'loop':
        return ofLoop(node);
      case 'call':
      case 'new':
        return ofCall(node);
      case 'name':
      case 'shorthand': {
        const binding = scopes.lookUp(unit.textOf(node), node);
        return binding?.how === 'assign' && binding.keys.length === 0 ? bound(binding) : null;
      }
      default:
        return null;
    }
  }

  /** By what functions give back and members hold. */
  function known(node: SyntaxNode): readonly GivenTool[] | null {
    const value = resolver.valueOf(node);
    return value.kind === 'list' && value.node !== null && value.node !== node ? listAt(value.node) : null;
  }

  function all(nodes: readonly SyntaxNode[]): readonly GivenTool[] {
    return nodes.flatMap((node) => (node.kind === 'comment' ? [] : (listAt(node) ?? [{ node }])));
  }

  function firstList(nodes: readonly SyntaxNode[]): readonly GivenTool[] | null {
    for (const node of nodes) {
      const list = listAt(node);
      if (list !== null) return list;
    }
    return null;
  }

  /** One of the two is a list: what the other is, is known by that. */
  function joined(sides: readonly (SyntaxNode | null)[]): readonly GivenTool[] | null {
    const lists = sides.map((side) => ({ side, list: side === null ? null : listAt(side) }));
    if (lists.every(({ list }) => list === null)) return null;
    return lists.flatMap(({ side, list }) => list ?? (side === null || side.kind === 'null' ? [] : [{ node: side }]));
  }

  /** `[x, y]` and `new Tool[] { x }` of C#. */
  function otherList(node: SyntaxNode): readonly GivenTool[] | null {
    if (unit.language.id !== 'csharp') return node.children.length === 1 ? firstList(node.children) : null;
    const array = node.children.find(({ kind }) => kind === 'array');
    if (array !== undefined) return listAt(array);
    return unit.tree.text[node.start] === '[' ? all(node.children) : null;
  }

  /** `[one for one in team]` */
  function ofLoop(node: SyntaxNode): readonly GivenTool[] | null {
    const body = childOf(node, 'loop.body');
    const target = node.children.find(({ kind }) => kind === 'assign');
    const name = target === undefined ? null : childOf(target, 'assign.target');
    const isSame = body?.kind === 'name' && name !== null && unit.textOf(body) === unit.textOf(name);
    return isSame ? firstList(childrenOf(node, 'loop.iterable')) : null;
  }

  function ofCall(call: SyntaxNode): readonly GivenTool[] | null {
    const name = calledName(reading, call);
    const callee = childOf(call, 'call.callee');
    const object = callee === null ? null : childOf(callee, 'member.object');
    const own = object !== null && OF_RECEIVER.test(name) ? (listAt(object) ?? valuesOf(object, name)) : null;
    if (!OF_ARGUMENTS.test(name)) return own;
    const given = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'keyword' && kind !== 'function');
    if (own === null && name === 'values') return given[0] === undefined ? null : valuesOf(given[0], name);
    return [...(own ?? []), ...all(given)];
  }

  /** `team.values()` */
  function valuesOf(node: SyntaxNode, name: string): readonly GivenTool[] | null {
    const value = name === 'values' ? resolver.valueOf(node) : null;
    return value?.kind === 'object' ? all([...resolver.entriesOf(value.node).values()]) : null;
  }

  function bound(binding: Binding): readonly GivenTool[] | null {
    if (left < 0) return null;
    const value = childOf(binding.node, 'assign.value');
    const own = value === null ? null : listAt(value);
    // Of `list = append(list, x)` the list is what it was before.
    const isAdded = childOf(binding.node, 'assign.operator') !== null;
    const earlier = isAdded || (value !== null && open.has(value)) ? scopes.lookUpBefore(binding) : null;
    const before = earlier === null ? null : bound(earlier);
    if (own === null && before === null) return null;
    return [...(before ?? []), ...(own ?? []), ...all(addedTo(reading).get(binding.node) ?? [])];
  }

  return { listAt, bound };
}
