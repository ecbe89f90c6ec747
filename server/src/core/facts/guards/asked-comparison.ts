import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, returnsIn } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { valueGiven } from '../value-given.ts';
import { takenForPattern } from './taken-for-pattern.ts';

export interface AskedComparison {
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
  readonly operator: string;
  /** The branch is taken because of it, and not because it does not hold. */
  readonly isTaken: boolean;
}

/** Parts of one condition that are looked at. */
const MAX_PARTS = 40;

/**
 * What the condition of a branch compares: `if (!file || file.size > MAX)` asks both. Names and functions of this file that
 * answer with a comparison ask it too.
 */
export function comparisonsAsked(reading: FileReading, branch: SyntaxNode): readonly AskedComparison[] {
  const found: AskedComparison[] = [];
  const condition = childOf(branch, 'if.condition');
  const left = condition === null ? [] : [{ node: condition, isTaken: true }];
  for (let count = 0; left.length > 0 && count < MAX_PARTS; count += 1) {
    const { node, isTaken } = left.pop()!;
    const operand = node.kind === 'unary' ? negated(reading, node) : null;
    const inner = operand === null ? partsOf(reading, node) : [operand];
    for (const part of inner.toReversed()) left.push({ node: part, isTaken: isTaken === (operand === null) });
    const compared = inner.length === 0 ? comparisonAt(reading, node) : null;
    if (compared !== null) found.push({ ...compared, isTaken });
  }
  return found;
}

function negated({ unit }: FileReading, node: SyntaxNode): SyntaxNode | null {
  const operator = childOf(node, 'unary.operator');
  // `unless x` has its word outside.
  return operator === null || ['!', 'not'].includes(unit.textOf(operator)) ? childOf(node, 'unary.operand') : null;
}

function partsOf(reading: FileReading, node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case 'binary': {
      const operators = operatorsOf(reading, node);
      const right = childOf(node, 'binary.right');
      const taken = operators[0] === 'is' && right !== null ? takenForPattern(reading.unit, right) : null;
      if (taken !== null) return taken.rest.map((part) => part.node);
      const isLogic = operators.length === 1 && ['&&', '||', 'and', 'or'].includes(operators[0]!);
      return isLogic ? node.children.filter(({ role }) => role === 'binary.left' || role === 'binary.right') : [];
    }
    case 'other':
    case 'array':
    case 'await':
      return node.children.length === 1 ? node.children : [];
    case 'name': {
      const value = valueGiven(reading, node);
      const isInside = value !== null && value.start <= node.start && node.start < value.end;
      return value === null || isInside ? [] : [value];
    }
    case 'call': {
      const called = functionCalled(reading, node);
      return called === null ? [] : answerOf(called);
    }
    default:
      return [];
  }
}

/** What a function answers with that does nothing else. */
function answerOf(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  if (body !== null && body.kind !== 'block') return [body];
  const [only, ...more] = returnsIn(fn);
  return only === undefined || more.length > 0 ? [] : only.children.slice(0, 1);
}

function comparisonAt(reading: FileReading, node: SyntaxNode): Omit<AskedComparison, 'isTaken'> | null {
  const operators = operatorsOf(reading, node);
  const right = childOf(node, 'binary.right');
  // `0 < length <= MAX`
  const middle = operators.length === 2 ? node.children.find(({ role }) => role === null) : undefined;
  const left = operators.length === 1 ? childOf(node, 'binary.left') : (middle ?? null);
  const operator = operators.at(-1);
  return left === null || right === null || operator === undefined ? null : { left, right, operator };
}

function operatorsOf({ unit }: FileReading, node: SyntaxNode): readonly string[] {
  return childrenOf(node, 'binary.operator').map((operator) => unit.textOf(operator));
}
