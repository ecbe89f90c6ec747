import type { SyntaxNode } from '../../model/syntax.ts';
import type { Unit } from '../unit.ts';

const CAST = /\(\s*(?:int|integer|long|short|byte|float|double|decimal|bool|boolean|Integer|Long|Guid)\s*\)\s*$/;
/** The longest of these, and blanks. */
const MAX_SIGNS = 16;

/** `(int) $_GET['n']`: the tree has the value alone. */
export function isCastToNumber({ tree: { text } }: Unit, { start, end }: SyntaxNode): boolean {
  const before = text.slice(Math.max(0, start - MAX_SIGNS), start);
  if (before.trimEnd().endsWith(')')) return CAST.test(before);
  return CAST.test(/^\(\s*\w+\s*\)\s*/.exec(text.slice(start, Math.min(end, start + MAX_SIGNS)))?.[0] ?? '');
}
