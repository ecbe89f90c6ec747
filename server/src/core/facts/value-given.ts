import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';

type Names = Pick<FileReading, 'unit' | 'scopes'>;

export interface Given {
  readonly value: SyntaxNode;
  /** Which part of it; none for the whole. */
  readonly keys: readonly string[];
}

/** What a local name was given, or a part of: `value` of `const name = value` and of `const { name } = value`. */
export function givenTo({ unit, scopes }: Names, node: SyntaxNode): Given | null {
  const isNamed = node.kind === 'name' || node.kind === 'shorthand';
  const binding = isNamed ? scopes.lookUp(unit.textOf(node), node) : null;
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value === null ? null : oneOfSeveral(unit, { value, keys: binding!.keys });
}

/** Of `const [user, post] = await Promise.all([loadUser(id), loadPost(id)])` each name has a value of its own. */
function oneOfSeveral(unit: Names['unit'], given: Given): Given {
  const [first, ...keys] = given.keys;
  const call = given.value.kind === 'await' ? given.value.children[0] : given.value;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  if (call === undefined || callee === null || first === undefined || !ALL.test(unit.textOf(callee))) return given;
  const args = childrenOf(call, 'call.argument');
  const list = args[0]?.kind === 'array' ? args[0].children : args;
  const value = /^\d+$/.test(first) ? list.filter(({ kind }) => kind !== 'comment')[Number(first)] : undefined;
  return value === undefined ? given : { value, keys };
}

const ALL = /^(?:Promise\.all|asyncio\.gather|trio\.gather|gather)$/;

/** What a local name was given as a whole; null when it was none, or is a part of it. */
export function valueGiven(names: Names, node: SyntaxNode): SyntaxNode | null {
  const given = givenTo(names, node);
  return given?.keys.length === 0 ? given.value : null;
}

/** The call that a local name was given the answer of, or as many parts in it. */
export function callGiven(names: Names, node: SyntaxNode, parts = 0): SyntaxNode | null {
  const given = givenTo(names, node);
  const value = given?.keys.length === parts ? given.value : null;
  const call = value?.kind === 'await' ? value.children[0] : value;
  return call?.kind === 'call' ? call : null;
}
