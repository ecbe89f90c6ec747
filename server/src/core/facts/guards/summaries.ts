import type { GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { symbolPath } from '../names.ts';
import type { Atom } from './atom.ts';
import { readClause } from './clauses.ts';
import { type Formula, toClauses } from './formula.ts';
import { actionOf } from '../../model/requirement.ts';

/** What a predicate asks for, clause by clause, when somebody denies on its answer. */
export function summariesOf({ unit }: FileReading, predicate: Formula<Atom>, fn: SyntaxNode): readonly GuardSummary[] {
  const name = symbolPath(unit, fn) ?? '';
  return (toClauses(predicate) ?? []).flatMap((clause): readonly GuardSummary[] => {
    const read = readClause(clause, 'hint');
    if (read === null) return [];
    const { requirement, condition } = read;
    return [
      {
        action: actionOf(requirement),
        norm: requirement,
        name,
        evidence: { path: unit.path, range: unit.rangeOf(fn), role: 'guard' },
        ...(condition === null ? {} : { condition }),
      },
    ];
  });
}
