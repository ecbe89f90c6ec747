import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { readRequirements } from './clauses.ts';
import { readEqual } from './comparison.ts';
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
  // `require(isAdmin) { "not allowed" }`: the function behind a call is given to what the call answers.
  const behind = call.role === 'call.callee' ? call.parent : null;
  const [tested, ...said] = [call, ...(behind === null ? [] : [behind])].flatMap((each) =>
    childrenOf(each, 'call.argument').filter((arg) => arg.kind !== 'comment'),
  );
  if (callee === null || name === null || tested === undefined || !CONDITION.has(tested.kind)) return [];
  const asserted = assertedIn(reading, callee, name);
  const [other] = asserted === 'equal' ? said : [];
  const isUnless = UNLESS.test(name) || asserted !== null;
  if (!isUnless && !IF.test(name)) return [];
  const denied = new Set(said.map((each) => saysDenied(reading, each)));
  const ending = denied.has('denial') ? 'denial' : denied.has('hint') ? 'hint' : 'failure';
  const asked = (other === undefined ? null : readEqual(reading, tested, other)) ?? reading.conditionOf(tested);
  return readRequirements(isUnless ? asked : negate(asked), ending).asked.map(({ requirement, condition, tier }) => ({
    ...placed(reading, tested, requirement, tier),
    node: call,
    ...(condition === null ? {} : { condition }),
  }));
}

/** Assertions of Node.js, which stay in what is shipped; those of other languages are left out there. */
function assertedIn({ unit }: GuardReading, callee: SyntaxNode, name: string): 'true' | 'equal' | null {
  if (!/^(?:javascript|typescript|tsx)$/.test(unit.language.id)) return null;
  if (callee.kind === 'name') return name === 'assert' ? 'true' : null;
  const object = childOf(callee, 'member.object');
  if (object === null || unit.textOf(object) !== 'assert') return null;
  if (name === 'ok') return 'true';
  return /^(?:equal|strictEqual|deepEqual|deepStrictEqual)$/.test(name) ? 'equal' : null;
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
