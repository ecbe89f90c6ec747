import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf } from '../../model/requirement.ts';
import type { Atom } from './atom.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { isOfRights } from './filtering.ts';
import { type Formula, negate } from './formula.ts';
import { isOfInput } from './input-atoms.ts';
import { placed } from './placed.ts';

/** `continue` is no node of its own: a branch that ends in it ends so in its text. */
export function goesToNext({ unit }: GuardReading, node: SyntaxNode): boolean {
  return /(?:^|[\s;{)])continue\s*;?\s*\}?\s*$/.test(unit.textOf(node).slice(-40));
}

/** `if (!isInside(path)) continue`: of many, one that is wrong, or not for the caller, is left out. */
export function leftOut(reading: GuardReading, path: Formula<Atom>, owner: SyntaxNode): readonly FoundGuard[] {
  return readRequirements(negate(path), 'empty').asked.flatMap(({ requirement, condition, tier, checked }) =>
    alternativesOf(requirement).every(({ kind, value }) => isOfInput(kind) || isOfRights(kind, value))
      ? [
          {
            ...placed(reading, owner, requirement, tier),
            ...(condition === null ? {} : { condition }),
            ...(checked === undefined ? {} : { checked }),
          },
        ]
      : [],
  );
}
