import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { pathOf } from './value.ts';

/** One call of `a.b().c().d()`. */
export interface ChainLink {
  /** Empty where what is called has no name: `connect()('users')`. */
  readonly name: string;
  readonly call: SyntaxNode;
}

/** All calls of the chain that `call` is a link of, innermost first. */
export function chainOf(reading: FileReading, call: SyntaxNode): readonly ChainLink[] {
  let outermost = call;
  for (let next = outerCall(outermost); next !== null; next = outerCall(next)) outermost = next;
  const links: ChainLink[] = [];
  for (let at: SyntaxNode | null = outermost; at !== null;) {
    if (at.kind === 'member') at = childOf(at, 'member.object');
    else if (at.kind === 'await') at = at.children[0] ?? null;
    else if (at.kind === 'call' || at.kind === 'new') {
      links.unshift({ name: calledName(reading, at), call: at });
      at = childOf(at, 'call.callee');
    } else break;
  }
  return links;
}

/** The call that is made on the result of this one. */
function outerCall(call: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = call;
  while (at !== null && at.role === 'member.object' && at.parent?.kind === 'member') at = at.parent;
  return at !== null && at !== call && at.role === 'call.callee' && at.parent?.kind === 'call' ? at.parent : null;
}

/** The last name of what is called: `c` of `a.b().c()`. */
export function calledName(reading: FileReading, call: SyntaxNode): string {
  const callee = childOf(call, 'call.callee');
  if (callee === null) return '';
  if (callee.kind === 'member') {
    const property = childOf(callee, 'member.property');
    return property === null ? '' : reading.unit.textOf(property);
  }
  if (callee.kind !== 'name') return '';
  const path = pathOf(reading.resolver.valueOf(callee));
  return path === null ? reading.unit.textOf(callee) : path.endsWith(')') ? '' : path.slice(path.lastIndexOf('.') + 1);
}

/** Canonical where it is known, as written where not: `this.prisma.user.deleteMany`. */
export function chainPath(reading: FileReading, node: SyntaxNode, depth = 0): string {
  if (depth > 30) return '';
  const known = pathOf(reading.resolver.valueOf(node));
  if (known !== null) return known;
  const child = (role: string): string => {
    const at = childOf(node, role);
    return at === null ? '' : chainPath(reading, at, depth + 1);
  };
  switch (node.kind) {
    case 'name':
      return reading.unit.textOf(node);
    case 'self':
      return 'this';
    case 'member': {
      const property = childOf(node, 'member.property');
      return `${child('member.object')}.${property === null ? '' : reading.unit.textOf(property)}`;
    }
    case 'call':
    case 'new':
      return `${child('call.callee')}()`;
    case 'await':
      return node.children[0] === undefined ? '' : chainPath(reading, node.children[0], depth + 1);
    default:
      return '';
  }
}

/** The name a chain starts with; null when it starts with something else. */
export function chainRoot({ unit }: FileReading, node: SyntaxNode): string | null {
  for (let at: SyntaxNode | null = node; at !== null;) {
    if (at.kind === 'name') return unit.textOf(at);
    at =
      childOf(at, 'member.object') ??
      childOf(at, 'call.callee') ??
      (at.kind === 'await' ? (at.children[0] ?? null) : null);
  }
  return null;
}
