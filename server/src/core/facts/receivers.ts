import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import type { Unit } from './unit.ts';

/** A method that stands outside its type says whose it is: `func (s *Server) run()` belongs to `Server`. Null: it does not. */
export function receiverType(unit: Unit, fn: SyntaxNode): string | null {
  const receiver = childOf(fn, 'function.receiver');
  const type = receiver === null ? null : childOf(receiver, 'assign.type');
  return type === null ? null : (/^[*(\s]*([\p{L}_][\p{L}\p{N}_]*)/u.exec(unit.textOf(type))?.[1] ?? null);
}

/** The type whose value `name` is at a node, when that is the receiver of the method around. */
export function receiverNamed(unit: Unit, name: string, at: SyntaxNode): string | null {
  for (let fn = enclosing(at, 'function'); fn !== null; fn = enclosing(fn, 'function')) {
    const receiver = childOf(fn, 'function.receiver');
    const target = receiver === null ? null : childOf(receiver, 'assign.target');
    if (target !== null && unit.textOf(target) === name) return receiverType(unit, fn);
  }
  return null;
}
