import type { SyntaxNode } from '../../model/syntax.ts';
import { toRequirement } from '../../model/requirement.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { LISTED, NOT_LISTED } from './input-atoms.ts';
import { lastName } from './paths.ts';
import { placed } from './placed.ts';

/** `for (const key of keys) if (!allowed.includes(key)) delete body[key]`, `delattr(self, field.name)`: only what is listed stays. */
export function droppedKeys(reading: GuardReading, branch: SyntaxNode, owner: SyntaxNode): readonly FoundGuard[] {
  const condition = owner.kind === 'if' ? childOf(owner, 'if.condition') : null;
  if (condition === null || (enclosing(owner, 'loop', 'function')?.kind === 'function' && !isEach(owner))) return [];
  const statements = (branch.kind === 'block' ? branch.children : [branch]).filter(({ kind }) => kind !== 'comment');
  if (statements.length !== 1 || !isRemoval(reading, statements[0]!)) return [];
  const listed = membership(reading, condition);
  return listed === null
    ? []
    : [placed(reading, owner, toRequirement([listed === 'out' ? LISTED : NOT_LISTED]), 'pattern')];
}

/** `keys.forEach((key) => …)`. */
function isEach(owner: SyntaxNode): boolean {
  const fn = enclosing(owner, 'function');
  return fn?.role === 'call.argument';
}

function isRemoval({ unit }: GuardReading, statement: SyntaxNode): boolean {
  if (statement.kind === 'unary') {
    const operator = childOf(statement, 'unary.operator');
    const operand = childOf(statement, 'unary.operand');
    return operator !== null && /^del(?:ete)?$/.test(unit.textOf(operator)) && operand?.kind === 'index';
  }
  const callee = statement.kind === 'call' ? childOf(statement, 'call.callee') : null;
  if (callee === null) return false;
  const isOfKey = childrenOf(statement, 'call.argument').some(({ kind }) => kind === 'name' || kind === 'member');
  return isOfKey && /^(?:delattr|pop|deleteProperty)$/.test(lastName(unit, callee) ?? '');
}

/** Whether what is dropped is what is in a list, or what is not. */
function membership({ unit }: GuardReading, condition: SyntaxNode): 'in' | 'out' | null {
  for (const node of descendants(condition)) {
    const operator = node.kind === 'binary' ? childOf(node, 'binary.operator') : null;
    const written = operator === null ? '' : unit.textOf(operator);
    if (written === 'in' || written === 'not in') return written === 'in' ? 'in' : 'out';
    const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
    if (callee?.kind !== 'member' || !/^(?:includes|has)$/.test(lastName(unit, callee) ?? '')) continue;
    return node.parent?.kind === 'unary' ? 'out' : 'in';
  }
  return null;
}
