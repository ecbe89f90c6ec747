import type { GuardSummary } from '../../model/summary.ts';
import { actionOf, type Alternative, alternativesOf, toRequirement } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { shownName, textsOfArguments } from './arguments.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { exemptionInName, requirementInName, SENT_BY_POST } from './names.ts';
import { lastName } from './paths.ts';
import { fill } from './question.ts';
import { roleNorm } from './words.ts';

/** Guards whose definition is known, at the place where they are used. */
export function fromSummaries(
  reading: GuardReading,
  node: SyntaxNode,
  guards: readonly GuardSummary[],
  why: string,
): readonly FoundGuard[] {
  const isCall = node.kind === 'call' || node.kind === 'new';
  return guards.map((guard): FoundGuard => {
    const norm = isCall ? fill(reading, node, guard.norm) : guard.norm;
    return { ...guard, norm, action: actionOf(norm), name: shownName(reading, node), node, tier: 'resolved', why };
  });
}

/** What the body leaves open or only names is what the call gives: `RoleChecker(['admin'])`, `checkAccess('posts:write')`. */
export function withTexts(reading: GuardReading, call: SyntaxNode, guard: FoundGuard): FoundGuard {
  const asked = alternativesOf(guard.norm);
  const isOpen = asked.some(({ value }) => value === 'dynamic' || value.startsWith('$'));
  const isNamed = asked.every(({ kind, value }) => kind === 'check' && !value.startsWith('!'));
  const texts = textsOfArguments(reading, call);
  if (texts === null) return guard;
  const callee = childOf(call, 'call.callee');
  const named = callee === null ? null : requirementInName(lastName(reading.unit, callee) ?? '', texts, 'call');
  // What it is given says more than a body that looks it up somewhere.
  const isGiven =
    named !== null &&
    named.every(({ kind }) => kind === 'scope' || kind === 'role') &&
    !asked.some(({ value }) => named.some((each) => each.value === value));
  if (isGiven && !isOpen) return { ...guard, norm: toRequirement(named), action: actionOf(toRequirement(named)) };
  if (!isOpen && !isNamed) return guard;
  const norm = isNamed
    ? toRequirement([{ kind: 'scope', value: [...new Set(texts.map((text) => text.toLowerCase()))].sort().join('+') }])
    : toRequirement(
        asked.flatMap(({ kind, value }): readonly Alternative[] =>
          value !== 'dynamic' && !value.startsWith('$')
            ? [{ kind, value }]
            : texts.map((text) => ({ kind, value: kind === 'role' ? roleNorm(text) : text.toLowerCase() })),
        ),
      );
  return { ...guard, norm, action: actionOf(norm) };
}

/** Known by name, or as what lifts a guard. */
export function byName(
  reading: GuardReading,
  node: SyntaxNode,
  name: string,
  texts: readonly string[] | null,
): readonly FoundGuard[] {
  const exempt = exemptionInName(name === 'exempt' ? reading.unit.textOf(node).replace(/^@|\(.*$/g, '') : name);
  if (exempt !== null)
    return [{ ...found(reading, node, [exempt], 'pattern', `\`${name}\` lifts a guard.`), condition: 'exempt' }];
  const bare = name.replace(/(?:Mixin|_mixin|Middleware|Decorator|Dependency)$/, '') || name;
  const asked = requirementInName(bare, texts, 'middleware') ?? requirementInName(name, texts, 'middleware');
  if (asked === null) return [];
  const isMethodLimit = asked[0]?.value === SENT_BY_POST;
  if (isMethodLimit && !changesSomething(reading, node)) return [];
  return [found(reading, node, asked, isMethodLimit ? 'pattern' : 'name', `Known by its name, \`${name}\`.`)];
}

const CHANGES =
  /\b(?:\w+_)?(?:log_?in|log_?out|delete|save|create|update|remove|add|set|send|write|commit|execute|transfer|impersonate|approve|revoke|reset)\w*\(/i;

/** What a page only shows needs no token. */
function changesSomething({ unit }: GuardReading, node: SyntaxNode): boolean {
  const body = enclosing(node, 'function');
  const text = body === null ? null : childOf(body, 'function.body');
  return text === null || CHANGES.test(unit.textOf(text).slice(0, 4_000));
}

export function found(
  reading: GuardReading,
  node: SyntaxNode,
  asked: readonly Alternative[],
  tier: FoundGuard['tier'],
  why: string,
): FoundGuard {
  const norm = toRequirement(asked);
  const { unit } = reading;
  return {
    action: actionOf(norm),
    norm,
    name: shownName(reading, node),
    evidence: { path: unit.path, range: unit.rangeOf(node), role: 'guard' },
    node,
    tier,
    why,
  };
}
