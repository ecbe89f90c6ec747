import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { saysDenied } from './denial.ts';
import { negate } from './formula.ts';
import { lastName } from './paths.ts';
import { placed } from './placed.ts';
import { wordsOf } from './words.ts';

/**
 * Calls that throw unless their first argument holds, and say why in another: Guava's and Spring's, those of Commons Lang and
 * of Kotlin, and a project's own by the same names.
 */
const UNLESS =
  /^(?:checkArgument|checkState|checkCondition|isTrue|expectTrue|assertTrue|ensureTrue|requireTrue|validState|validIsTrue|state|require|check|throwUnless|throwIfFalse|that|IsTrue|Requires)$/;
/** The same, when it holds. */
const IF = /^(?:isFalse|expectFalse|assertFalse|ensureFalse|throwIf|throwIfTrue|failIf|abortIf|rejectIf|IsFalse)$/;
const CONDITION: ReadonlySet<string> = new Set(['binary', 'unary', 'call', 'name', 'member']);

/** What a call asks by a condition that it is given: `Preconditions.expectTrue(isAdmin || isOwner, "no permission")`. */
export function askedByCondition(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  const [tested, ...said] = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  if (name === null || tested === undefined || !CONDITION.has(tested.kind)) return [];
  const isUnless = UNLESS.test(name);
  if (!isUnless && !IF.test(name)) return [];
  const denied = new Set(said.map((each) => saysDenied(reading, each)));
  const ending = denied.has('denial') ? 'denial' : denied.has('hint') ? 'hint' : 'failure';
  const asked = reading.conditionOf(tested);
  return readRequirements(isUnless ? asked : negate(asked), ending).asked.map(({ requirement, condition, tier }) => ({
    ...placed(reading, tested, requirement, tier),
    node: call,
    ...(condition === null ? {} : { condition }),
  }));
}

const ASKS =
  /^(?:authori[sz]e|require|ensure|assert|enforce|check|verify|guard|demand|validate|expect|restrict|confirm)\b/;

/** `checkAllowedNamespace(tenant, namespace)`: it is there to refuse. */
const OF_RIGHTS = /\b(?:allowed|permitted|accessible|authori[sz]ed|forbidden|owned|entitled|not blocked)\b/;

/**
 * A call that is handed what it says when it refuses: `users.checkUser(group.owners(), name, "no permission to delete")`. What
 * it asks is not known, that it refuses is.
 */
export function refusesInWords(reading: GuardReading, call: SyntaxNode, name: string): readonly Alternative[] | null {
  const words = wordsOf(name);
  if (!ASKS.test(words)) return null;
  if (OF_RIGHTS.test(words)) return [{ kind: 'check', value: words.replace(/ /g, '-') }];
  const said = childrenOf(call, 'call.argument').slice(1);
  const isSaid = said.some((arg) => arg.kind !== 'function' && saysDenied(reading, arg) !== null);
  return isSaid ? [{ kind: 'check', value: words.replace(/ /g, '-') }] : null;
}
