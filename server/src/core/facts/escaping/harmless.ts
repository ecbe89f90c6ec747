import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { CLOSED_MEMBER, throughCall } from '../passages/calls-through.ts';
import { isAnybodys } from './engines.ts';

const MAX_DEPTH = 8;
/** Written by whoever wrote the program. */
const OWN_MODULE = /\.(?:html?|svg|md|mdx|txt|css)(?:\?\w+)?["']\s*;?\s*$/;

/** Nothing in an expression is a text that somebody else may have written, as far as the file says. */
export function isHarmless(reading: Reading, node: SyntaxNode, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  const { unit } = reading;
  const every = (nodes: readonly SyntaxNode[]): boolean => nodes.every((each) => isHarmless(reading, each, depth + 1));
  const ofRole = (role: string): readonly SyntaxNode[] => childrenOf(node, role);
  switch (node.kind) {
    case 'name':
    case 'shorthand':
      return ofName(reading, node, depth);
    case 'member':
    case 'index': {
      const property = childOf(node, 'member.property');
      if (property !== null && CLOSED_MEMBER.test(unit.textOf(property))) return true;
      return !isAnybodys(unit.textOf(node)) || isConstant(reading, node);
    }
    case 'call':
    case 'new':
      return ofCall(reading, node, depth);
    case 'template':
      return every(ofRole('template.part'));
    case 'binary':
      return every([...ofRole('binary.left'), ...ofRole('binary.right')]);
    case 'if':
      return every([...ofRole('if.then'), ...ofRole('if.else')]);
    case 'await':
    case 'array':
    case 'other':
      return every(node.children);
    default:
      return true;
  }
}

function ofName(reading: Reading, node: SyntaxNode, depth: number): boolean {
  const { unit, scopes } = reading;
  const name = unit.textOf(node);
  const binding = scopes.lookUp(name, node);
  if (binding === null) return !isAnybodys(name);
  if (binding.how === 'import')
    return /^[A-Z]/.test(name) || OWN_MODULE.test(unit.textOf(enclosing(binding.node, 'import') ?? binding.node));
  if (binding.how !== 'assign') return !isAnybodys(name);
  const value = childOf(binding.node, 'assign.value');
  if (value === null || binding.keys.length > 0) return !isAnybodys(name);
  return isHarmless(reading, value, depth + 1);
}

function ofCall(reading: Reading, node: SyntaxNode, depth: number): boolean {
  const { unit, resolver } = reading;
  const callee = childOf(node, 'call.callee');
  if (callee === null || !isAnybodys(unit.textOf(callee).slice(-80) + '(')) return true;
  const property = callee.kind === 'member' ? childOf(callee, 'member.property') : callee;
  const name = property === null ? '' : unit.textOf(property);
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const args = childrenOf(node, 'call.argument').filter(({ kind }) => kind !== 'function');
  switch (throughCall(name, resolver.calleeOf(node), unit.textOf(callee).slice(-120))) {
    case 'keeps':
      return [...(object === null ? [] : [object]), ...args].every((each) => isHarmless(reading, each, depth + 1));
    case 'makes':
      return args.every((each) => isHarmless(reading, each, depth + 1));
    default:
      // What a function of the program makes of it is not known here.
      return true;
  }
}

function isConstant({ resolver }: Reading, node: SyntaxNode): boolean {
  return ['text', 'number', 'boolean'].includes(resolver.valueOf(node).kind);
}
