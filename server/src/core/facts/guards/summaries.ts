import type { GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { symbolPath } from '../names.ts';
import type { Atom } from './atom.ts';
import { readRequirements } from './clauses.ts';
import type { Formula } from './formula.ts';
import { actionOf } from '../../model/requirement.ts';

/** What a predicate asks for, clause by clause, when somebody denies on its answer. */
export function summariesOf({ unit }: FileReading, predicate: Formula<Atom>, fn: SyntaxNode): readonly GuardSummary[] {
  const name = symbolPath(unit, fn) ?? '';
  return readRequirements(predicate, 'hint').asked.map(({ requirement, condition }): GuardSummary => ({
    action: actionOf(requirement),
    norm: requirement,
    name,
    evidence: { path: unit.path, range: unit.rangeOf(fn), role: 'guard' },
    ...(condition === null ? {} : { condition }),
  }));
}
