import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { actorAtom, type Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { valueGiven } from '../value-given.ts';
import { type Formula, literal, negate } from './formula.ts';
import { lastName } from './paths.ts';

/** `unknown.length > 0`, where `unknown` are those of what is given that a list does not have. Null: it is none. */
export function leftOver(reading: GuardReading, node: SyntaxNode): Formula<Atom> | null {
  const { unit } = reading;
  const counted = node.kind === 'binary' ? childOf(node, 'binary.left') : node;
  if (counted === null) return null;
  const isLength = counted.kind === 'member' && lastName(unit, counted) === 'length';
  const name = isLength ? childOf(counted, 'member.object') : counted;
  if (name?.kind !== 'name' || (node.kind === 'binary' && !isLength)) return null;
  const operator = node.kind === 'binary' ? childOf(node, 'binary.operator') : null;
  const sign = operator === null ? '>' : unit.textOf(operator);
  if (!['>', '!==', '!=', '>=', '===', '=='].includes(sign)) return null;
  const value = valueGiven(reading, name);
  if (value === null || !isDifference(reading, value)) return null;
  // Any that is left is not on the list.
  const none = literal<Atom>({ ...actorAtom('input', 'allow-list', 'strong'), checked: unit.textOf(name), at: node });
  return sign.startsWith('=') ? none : negate(none);
}

const HAS = /^(?:has|includes|some|contains|find)$/;

/** `given.filter((id) => !known.has(id))`, `set(given) - known`, `set(given).difference(known)`. */
function isDifference({ unit }: GuardReading, value: SyntaxNode): boolean {
  if (value.kind === 'binary') {
    const [left, operator] = ['binary.left', 'binary.operator'].map((role) => childOf(value, role));
    return unit.textOf(operator!) === '-' && unit.textOf(left!).startsWith('set(');
  }
  const callee = value.kind === 'call' ? childOf(value, 'call.callee') : null;
  const name = callee === null ? null : lastName(unit, callee);
  if (name === 'difference' && unit.language.id === 'python') return true;
  const test =
    name === 'filter' ? childrenOf(value, 'call.argument').find((arg) => arg.kind === 'function') : undefined;
  const body = test === undefined ? null : childOf(test, 'function.body');
  const operand = body?.kind === 'unary' && unit.textOf(body).startsWith('!') ? childOf(body, 'unary.operand') : null;
  const asked = operand?.kind === 'call' ? childOf(operand, 'call.callee') : null;
  return asked !== null && HAS.test(lastName(unit, asked) ?? '');
}
