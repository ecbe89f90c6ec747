import type { SyntaxNode } from '../../model/syntax.ts';
import { declaredName } from '../names.ts';
import type { Atom } from './atom.ts';
import type { GuardReading } from './define.ts';
import type { Formula } from './formula.ts';
import { readParted } from './verdict-parts.ts';
import { wordsOf } from './words.ts';

const PREDICATE =
  /^(?:can|may|is|has|check|verify|validate|allow|allowed|user can|should allow|does|ensure|test func|owns|belongs to|authori[sz]e)(?: .*)?$/;

/** What the answer of `canEdit(user, post)` depends on: others deny by it. Null: by its name the function answers no such thing. */
export function answeredBy(reading: GuardReading, fn: SyntaxNode): Formula<Atom> | null {
  const name = declaredName(reading.unit, fn);
  return name !== null && PREDICATE.test(wordsOf(name)) ? (readParted(reading, fn) ?? reading.predicateOf(fn)) : null;
}
