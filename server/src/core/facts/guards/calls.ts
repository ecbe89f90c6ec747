import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, enclosing } from '../../text/tree.ts';
import { textsOfArguments } from './arguments.ts';
import { askedByQuestion, isRule } from './asking-statements.ts';
import { assertedBy } from './asserting-calls.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { saysDenied } from './denial.ts';
import { isDisobeyed } from './disobeyed.ts';
import { found, fromSummaries, withTexts } from './found.ts';
import { isOfInput } from './input-atoms.ts';
import { inheritedMember } from './inherited.ts';
import { inputCheck } from './input-names.ts';
import { filteredBy } from './filtering.ts';
import { askedOfHolder } from './holder.ts';
import { consumed } from './limits.ts';
import { localRedirect } from './local-redirects.ts';
import { libraryCheck } from './library.ts';
import { alternativesOf } from '../../model/requirement.ts';
import { requirementInName } from './names.ts';
import { refusedWhenMissing } from './matched.ts';
import { staysPut } from './no-redirects.ts';
import { lastName } from './paths.ts';
import { askedByCondition, refusesInWords } from './preconditions.ts';
import { askedByObject } from './predicate-objects.ts';
import { askedByRefusing } from './refusing-calls.ts';
import { safeClient } from './safe-clients.ts';
import { pathOf } from '../value.ts';
import { sanitiser } from './sanitisers.ts';
import { BY_POLICY, teamRequirement } from './team-guards.ts';
import { wordsOf } from './words.ts';

/** Functions that are called for what they ask, whatever that is. */
const GUARD_VERB =
  /^(?:authori[sz]e|require|ensure|assert|enforce|protect|check|verify|guard|must|demand|reject unless|validate access)\b/;

/** Functions that are called for what they make sure of what they are given. */
const OF_VALUES =
  /\b(?:validated?|sanit(?:ize|ise)d?|safe|secure|contain|confine|within|inside|allowed|clean|escape)\b/;

/** ASP.NET Core: they say what endpoints and policies ask for later; `routes/aspnet-policies.ts` reads them. */
const OF_BUILDERS =
  /^Require(?:Authorization|AuthenticatedUser|Role|Claim|Assertion|UserName|Scope|RateLimiting|Host)$/;

/** It stops nobody by itself: whoever calls it looks at what it answers. */
const ANSWERS = /^AuthorizeAsync$/;

/** What a call that stands as a statement asks for before it comes back. */
export function guardsOfCall(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  if (callee === null || call.kind === 'new') return [];
  // Where errors are values, no call stops what follows: whoever calls asks how it went.
  if (reading.unit.language.returnsSeveral) {
    const put = staysPut(reading.unit, call);
    return put === null
      ? madeHarmless(reading, call, lastName(reading.unit, callee) ?? '')
      : [found(reading, call, [put], 'pattern', 'Its client is told not to follow redirects.')];
  }
  const byPolicy = isStatement(call) ? teamRequirement(reading, call) : null;
  if (byPolicy !== null) return [found(reading, call, byPolicy, 'resolved', BY_POLICY)];
  const name = lastName(reading.unit, callee) ?? '';
  const value = reading.resolver.valueOf(callee);
  // It says what the filter chain asks for later; `routes/spring-security.ts` reads it.
  if (pathOf(value)?.startsWith('org.springframework.security.config.') === true || isRule(reading, call)) return [];
  if (reading.unit.language.id === 'csharp' && (OF_BUILDERS.test(name) || ANSWERS.test(name))) return [];
  // `Route::group([…], function () { … })` puts routes together, and asks nobody's group.
  if (name === 'group') return [];
  const isNamed = requirementInName(name, null, 'call') !== null;
  const questioned = askedByQuestion(reading, call, name);
  const isGuard = isNamed || questioned !== null || GUARD_VERB.test(wordsOf(name));
  const isOfValues = OF_VALUES.test(wordsOf(name));
  const within = (guards: readonly FoundGuard[]): readonly FoundGuard[] =>
    guards.map((guard) =>
      isGuard || (isOfValues && alternativesOf(guard.norm).every(({ kind }) => isOfInput(kind)))
        ? guard
        : { ...guard, within: { name, isOfThisFile: value.kind === 'function' } },
    );
  const inherited = inheritedMember(reading, callee);
  const guarded = inherited?.summary?.guards ?? (inherited?.node == null ? null : reading.guardsOf(inherited.node));
  if (guarded !== null)
    return within(fromSummaries(reading, call, guarded, `\`${name}\` of a base class stops what follows.`));
  if (value.kind === 'function') {
    if (value.node.start <= call.start && call.end <= value.node.end) return [];
    const guards = reading.guardsOf(value.node);
    if (guards !== null && !answersFunction(value.node))
      return within(
        fromSummaries(reading, call, guards, `\`${name}\` stops what follows.`).map((guard) => ({
          ...withTexts(reading, call, guard),
          ...(isDisobeyed(reading, call, value.node) ? { order: 'goes-on' as const } : {}),
        })),
      );
  } else if (value.kind === 'symbol' && value.exported?.kind === 'function' && value.exported.guards !== undefined) {
    return within(
      fromSummaries(reading, call, value.exported.guards, `\`${name}\`, in another file, stops what follows.`).map(
        (guard) => withTexts(reading, call, guard),
      ),
    );
  }
  // `check(user, doc)` of one's own that answers and does not throw asserts nothing, whatever others are called by that name.
  const isAnswer =
    value.kind === 'function'
      ? !mayThrow(reading, value.node)
      : value.kind === 'symbol' && value.exported?.kind === 'function' && value.exported.holds !== undefined;
  const asserted = [...assertedBy(reading, call), ...(isAnswer ? [] : askedByCondition(reading, call))];
  if (asserted.length > 0) return asserted;
  const library = libraryCheck(reading, call);
  if (library !== null) return [found(reading, call, library, 'resolved', 'Throws unless what it is given is right.')];
  const client = safeClient(reading, call) ?? staysPut(reading.unit, call) ?? localRedirect(reading, call);
  if (client !== null) return [found(reading, call, [client], 'name', `Known by its name, \`${name}\`.`)];
  const missing = refusedWhenMissing(reading, call);
  if (missing.length > 0) return missing;
  const filtered = filteredBy(reading, call);
  if (filtered.length > 0) return filtered;
  const counted = consumed(reading, callee, name);
  if (counted !== null) return [found(reading, call, [counted], 'name', `Known by its name, \`${name}\`.`)];
  const harmless = madeHarmless(reading, call, name);
  if (harmless.length > 0) return harmless;
  if (questioned !== null) return [found(reading, call, questioned, 'name', `Known by its name, \`${name}\`.`)];
  // `this.enforceGradingPermission()`: what may not be set by this caller may be put back, and nothing thrown.
  const isSilent = value.kind === 'function' && !mayThrow(reading, value.node);
  if (!isStatement(call) || (isSilent && !(isNamed && /^(?:enforce|restrict)\b/.test(wordsOf(name))))) return [];
  if (callee.kind === 'call') return [];
  const input = inputCheck(name);
  if (input !== null) return [found(reading, call, [input], 'name', `Known by its name, \`${name}\`.`)];
  const asked = isNamed
    ? requirementInName(name, textsOfArguments(reading, call), 'call')
    : (askedByObject(reading, call, name) ??
      askedOfHolder(reading, call, callee, name) ??
      askedByRefusing(reading, call, name) ??
      refusesInWords(reading, call, name));
  return asked === null ? [] : [found(reading, call, asked, 'name', `Known by its name, \`${name}\`.`)];
}

function madeHarmless(reading: GuardReading, call: SyntaxNode, name: string): readonly FoundGuard[] {
  const harmless = sanitiser(reading, call);
  return harmless === null
    ? []
    : [found(reading, call, [harmless], 'pattern', `\`${name}\` makes what it is given harmless.`)];
}

/** A factory: calling it asks nothing yet. */
function answersFunction(fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  if (body === null) return false;
  if (body.kind === 'function') return true;
  return [...descendants(body, (each) => each.kind !== 'function')].some(
    (at) => at.kind === 'return' && at.children[0]?.kind === 'function',
  );
}

function mayThrow(reading: GuardReading, fn: SyntaxNode): boolean {
  for (const at of descendants(fn)) if (at.kind === 'throw') return true;
  return saysDenied(reading, fn) !== null;
}

/** On its own, or its answer only kept: `await check(user)`, `const user = requireUser(req)`. */
function isStatement(call: SyntaxNode): boolean {
  let at = call;
  while (at.parent !== null && (at.parent.kind === 'await' || at.parent.kind === 'other')) at = at.parent;
  const { parent } = at;
  if (parent === null || parent.kind === 'block' || parent.kind === 'return' || parent.kind === 'try') return true;
  if (at.role === 'function.body' || at.role === 'if.then' || at.role === 'if.else') return true;
  return at.role === 'assign.value' && enclosing(parent, 'call', 'object', 'array')?.role !== 'call.argument';
}
