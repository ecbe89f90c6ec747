import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf } from '../../model/requirement.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { isOfInput } from './input.ts';
import { lastName } from './paths.ts';
import { placed } from './placed.ts';

/** `parts.filter((part) => part !== '..')`: what is wrong is left out. */
export function filteredBy(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  if (callee === null || lastName(reading.unit, callee) !== 'filter') return [];
  const test = childrenOf(call, 'call.argument').find((arg) => arg.kind === 'function');
  const formula = test === undefined ? null : reading.predicateOf(test);
  if (formula === null) return [];
  return readRequirements(formula, 'failure').asked.flatMap(({ requirement, condition, tier }) =>
    condition === null && alternativesOf(requirement).every(({ kind }) => isOfInput(kind))
      ? [placed(reading, call, requirement, tier)]
      : [],
  );
}
