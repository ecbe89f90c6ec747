import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf } from '../../model/requirement.ts';
import type { Atom } from './atom.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { type Formula, negate } from './formula.ts';
import { placed } from './placed.ts';
import { wordsOf } from './words.ts';

/** Functions that come to a record, or to nothing. */
const FINDS = /^(?:get|find|fetch|load|resolve|look ?up|read|retrieve|select|validate|verify|authenticate|check)\b/;

/**
 * `if (key.userId !== key.account.userId) return null` in `getStoredKey`: to whoever asked for it the record is not there.
 * In other functions records are told apart for many reasons.
 */
export function notGiven(
  reading: GuardReading,
  name: string,
  path: Formula<Atom>,
  owner: SyntaxNode,
  branch: SyntaxNode,
): readonly FoundGuard[] {
  if (owner.kind !== 'if' || !FINDS.test(wordsOf(name)) || !givesNothing(reading, branch)) return [];
  return readRequirements(negate(path), 'failure').asked.flatMap(({ requirement, condition, tier }) =>
    alternativesOf(requirement).every(({ kind, value }) => kind === 'owner' && !value.startsWith('!'))
      ? [{ ...placed(reading, owner, requirement, tier), ...(condition === null ? {} : { condition }) }]
      : [],
  );
}

function givesNothing({ unit }: GuardReading, branch: SyntaxNode): boolean {
  const last = branch.kind === 'block' ? branch.children.findLast((child) => child.kind !== 'comment') : branch;
  const value = last?.kind === 'return' ? last.children.find((child) => child.kind !== 'comment') : undefined;
  if (last?.kind !== 'return' || value === undefined) return false;
  return value.kind === 'null' || unit.textOf(value) === 'undefined';
}
