import type { Tier } from '../../model/fact.ts';
import { actionOf } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { shownName } from './arguments.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { outcomeNamed } from './outcome.ts';

/** A denial that says what is missing: `CSRFError`, 429. */
export function namedIn(text: string): string | null {
  if (/csrf|xsrf/i.test(text)) return 'csrf:csrf';
  if (
    /signature (?:is )?(?:required|missing|invalid|not valid|does not match|mismatch)|(?:invalid|missing|bad) signature/i.test(
      text,
    )
  )
    return 'signature:signature';
  return /\b429\b|too[_ ]?many[_ ]?requests|rate[_ ]?limit/i.test(text) ? 'rate-limit:rate-limit' : null;
}

/** What a denial asks for, at the place where it is asked. */
export function placed(reading: GuardReading, node: SyntaxNode, requirement: string, tier: Tier): FoundGuard {
  const { unit } = reading;
  const asked = childOf(node, 'if.condition') ?? childOf(node, 'binary.left') ?? node;
  const outcome = outcomeOf(reading, asked);
  const condition = outcome ?? asked;
  return {
    action: actionOf(requirement),
    norm: requirement,
    name: shownName(reading, condition),
    evidence: { path: unit.path, range: unit.rangeOf(node), role: 'guard' },
    node,
    tier,
    why: `\`${shownName(reading, condition)}\` stops what follows.`,
  };
}

/** Of `err != nil` the call that it is about says more. */
function outcomeOf(reading: GuardReading, asked: SyntaxNode): SyntaxNode | null {
  const name = asked.kind === 'name' ? asked : childOf(asked, asked.kind === 'unary' ? 'unary.operand' : 'binary.left');
  return name?.kind === 'name' ? (outcomeNamed(reading, name)?.call ?? null) : null;
}
