import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf, toRequirement } from '../../model/requirement.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { Atom } from './atom.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { type Formula, negate } from './formula.ts';
import { isOfInput } from './input-atoms.ts';
import { placed } from './placed.ts';

/** `if (file.ownerId !== req.user.id) return res.sendStatus(204)`: whose it is not gets another answer, whatever that says. */
export function turnedAway(reading: GuardReading, path: Formula<Atom>, owner: SyntaxNode): readonly FoundGuard[] {
  if (owner.kind !== 'if' || owner.parent?.children.at(-1) === owner) return [];
  return readRequirements(negate(path), 'answer').asked.flatMap(({ requirement, condition, tier }) =>
    alternativesOf(requirement).every(({ kind, value }) => isTurning(kind, value))
      ? [{ ...placed(reading, owner, requirement, tier), ...(condition === null ? {} : { condition }) }]
      : [],
  );
}

/** Whose it is, and what somebody may do. A role of its own is asked for many reasons. */
function isTurning(kind: string, value: string): boolean {
  return (kind === 'owner' && value !== 'parent') || (kind === 'scope' && /^[a-z]/i.test(value) && value !== 'dynamic');
}

/** `if (isSafeUrl(target)) next = target`: what was found right is used, and nothing else is. */
export function usedOnly(
  reading: GuardReading,
  asked: Formula<Atom>,
  thens: readonly SyntaxNode[],
  node: SyntaxNode,
): readonly FoundGuard[] {
  const parts = asked.kind === 'and' ? asked.parts : [asked];
  return parts.flatMap((part) => {
    if (part.kind !== 'literal' || part.atom.kind !== 'actor' || !part.holds) return [];
    const { requirement, checked, tier } = part.atom;
    const isUsed =
      isOfInput(requirement.kind) &&
      checked !== undefined &&
      thens.some((then) => reading.unit.textOf(then).includes(checked));
    return isUsed ? [{ ...placed(reading, node, toRequirement([requirement]), tier), checked }] : [];
  });
}

/** Characters. Choices in choices are each looked at whole. */
const MAX_CHOICE = 1000;

/** `redirect(isSafeUrl(target) ? target : '/')`: the same in an expression, whichever way round. */
export function chosenOnly(reading: GuardReading, node: SyntaxNode): readonly FoundGuard[] {
  const [condition, then, otherwise] = ['if.condition', 'if.then', 'if.else'].map((role) => childOf(node, role));
  if (!condition || !then || !otherwise || node.end - node.start > MAX_CHOICE) return [];
  const asked = reading.conditionOf(condition);
  if (isOnlyIn(reading, condition, then, otherwise)) return inputIn(reading, asked, node);
  return isOnlyIn(reading, condition, otherwise, then) ? inputIn(reading, negate(asked), node) : [];
}

/** What the condition is about is chosen in one case, and something else in the other. */
function isOnlyIn({ unit }: GuardReading, condition: SyntaxNode, chosen: SyntaxNode, instead: SyntaxNode): boolean {
  const namesIn = (node: SyntaxNode): ReadonlySet<string> =>
    new Set([...descendants(node)].flatMap((each) => (each.kind === 'name' ? [unit.textOf(each)] : [])));
  const [asked, others] = [namesIn(condition), namesIn(instead)];
  return [...namesIn(chosen)].some((name) => asked.has(name) && !others.has(name));
}

function inputIn(reading: GuardReading, asked: Formula<Atom>, node: SyntaxNode): readonly FoundGuard[] {
  return readRequirements(asked, 'hint').asked.flatMap(({ requirement, condition, tier, checked }) =>
    condition === null && alternativesOf(requirement).every(({ kind }) => isOfInput(kind))
      ? [{ ...placed(reading, node, requirement, tier), ...(checked === undefined ? {} : { checked }) }]
      : [],
  );
}
