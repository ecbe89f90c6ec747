import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { actorAtom, type Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { callGiven } from '../value-given.ts';
import { type Formula, literal } from './formula.ts';
import { lookupAt } from './lookups.ts';
import { lastName } from './paths.ts';
import { queryAt } from './query-scope.ts';

/**
 * `if (channels.length !== ids.length) throw`: of those that were asked for only what a limited query finds is there, and so
 * none that is somebody else's may be among them.
 */
export function allFound(reading: GuardReading, left: SyntaxNode, right: SyntaxNode): Formula<Atom> | null {
  const [one, other] = [countedIn(reading, left), countedIn(reading, right)];
  if (one === null || other === null) return null;
  for (const name of [one, other]) {
    const call = callGiven(reading, name);
    if (call === null) continue;
    const scope = queryAt(reading).get(call)?.scopes[0];
    if (scope !== undefined) return literal<Atom>(actorAtom('owner', scope.value, 'strong'));
    const isLimited = lookupAt(reading)
      .get(call)
      ?.limits.some(({ value }) => value === 'parent');
    if (isLimited === true) return literal<Atom>(actorAtom('owner', 'parent', 'strong'));
  }
  return null;
}

/** What is counted by `found.length`, `len(found)`, `found.count()`, `ids.size`. */
function countedIn({ unit }: GuardReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind === 'member' && /^(?:length|size)$/.test(lastName(unit, node) ?? ''))
    return childOf(node, 'member.object');
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  if (callee === null) return null;
  if (callee.kind === 'name' && unit.textOf(callee) === 'len') return childrenOf(node, 'call.argument')[0] ?? null;
  return callee.kind === 'member' && lastName(unit, callee) === 'count' ? childOf(callee, 'member.object') : null;
}
