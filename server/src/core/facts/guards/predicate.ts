import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import { always, both, either, type Formula, literalsOf, negate } from './formula.ts';

const MAX_STATEMENTS = 40;

/** What holds when a function answers true; null when its answer says nothing about the caller. */
export function readPredicate(reading: GuardReading, fn: SyntaxNode): Formula<Atom> | null {
  const body = childOf(fn, 'function.body');
  if (body === null) return null;
  const formula = body.kind === 'block' ? readAnswer(reading, body.children, 0) : reading.conditionOf(body);
  if (formula === null) return null;
  return [...literalsOf(formula)].some(({ atom }) => atom.kind === 'actor') ? formula : null;
}

/** Null: the statements come to no answer. */
function readAnswer(reading: GuardReading, statements: readonly SyntaxNode[], depth: number): Formula<Atom> | null {
  if (statements.length > MAX_STATEMENTS || depth > 12) return null;
  for (const [index, statement] of statements.entries()) {
    const rest = (): Formula<Atom> | null => readAnswer(reading, statements.slice(index + 1), depth + 1);
    switch (statement.kind) {
      case 'return': {
        const value = statement.children.find((child) => child.kind !== 'comment');
        return value === undefined ? always(false) : reading.conditionOf(value);
      }
      case 'throw':
        return always(false);
      case 'try':
        return readAnswer(
          reading,
          [...statement.children.filter((child) => child.kind !== 'catch'), ...statements.slice(index + 1)],
          depth + 1,
        );
      case 'block':
        return readAnswer(reading, [...statement.children, ...statements.slice(index + 1)], depth + 1);
      case 'if': {
        const condition = childOf(statement, 'if.condition');
        const then = childOf(statement, 'if.then');
        const otherwise = childOf(statement, 'if.else');
        if (condition === null || then === null || childOf(then, 'block.case') !== null) return null;
        const inThen = readAnswer(reading, [then], depth + 1);
        const inElse = otherwise === null ? null : readAnswer(reading, [otherwise], depth + 1);
        if (inThen === null && inElse === null) continue;
        const asked = reading.conditionOf(condition);
        const after = inThen === null || inElse === null ? rest() : null;
        return either(
          both(asked, inThen ?? after ?? always(false)),
          both(negate(asked), inElse ?? after ?? always(false)),
        );
      }
      default:
    }
  }
  return null;
}
