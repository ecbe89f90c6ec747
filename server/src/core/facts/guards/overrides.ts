import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { declaredName, symbolPath } from '../names.ts';
import type { Unit } from '../unit.ts';

/** Languages whose methods say by their name which one they stand for, and are called by frameworks. */
const DECLARED: ReadonlySet<string> = new Set(['java', 'kotlin', 'csharp']);

/**
 * `get(id) { check(user); return super.get(id); }`: a method that hands on to the one it stands for. When it goes, that one is
 * there all the same, so what it asks it asks for the class. Null: it does not hand on.
 */
export function handsOnTo(unit: Unit, fn: SyntaxNode): string | null {
  const owner = enclosing(fn, 'class', 'function', 'object');
  const name = declaredName(unit, fn);
  const body = childOf(fn, 'function.body');
  if (!DECLARED.has(unit.language.id)) return null;
  if (owner?.kind !== 'class' || name === null || body?.kind !== 'block') return null;
  if (!owner.children.some(({ role }) => role === 'class.base')) return null;
  const last = body.children.findLast(({ kind }) => kind !== 'comment');
  const text = last === undefined ? '' : unit.textOf(last);
  const handed = /^(?:return\s+)?(?:await\s+)?(?:super|base|parent)(?:\([^()]*\))?(?:\.|::)(\w+)\(/.exec(text)?.[1];
  return handed === name ? symbolPath(unit, owner) : null;
}
