import type { SyntaxNode } from '../model/syntax.ts';
import type { Unit } from './unit.ts';

/** Components of a user interface hide things; they keep nobody from anything. */
export function viewTest(unit: Unit): (fn: SyntaxNode) => boolean {
  if (!/\.[jt]sx$/.test(unit.path)) return () => false;
  const starts: number[] = [];
  for (const call of unit.ofKind('call')) if (unit.tree.text[call.start] === '<') starts.push(call.start);
  // An asynchronous component runs on the server.
  return (fn) => starts.some((start) => fn.start <= start && start < fn.end) && !/^async\b/.test(unit.textOf(fn));
}
