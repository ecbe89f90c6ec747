import { actionOf, type Requirement, resourceOf } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import type { GuardReading } from '../guards/define.ts';
import { otherAtom } from '../guards/condition.ts';
import { isOfIdentity } from '../guards/of-identity.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { wordsOf } from '../guards/words.ts';
import { symbolPath } from '../names.ts';
import { known } from '../to-fact.ts';

/**
 * What must hold beside a proof: `validateSignature(xml) && roots.length === 1`. No denial stands there that guards would tell.
 */
export const conjuncts = defineExtractor({
  id: 'conjuncts',
  kinds: ['identity.guard'],
  languages: ['javascript', 'typescript', 'tsx', 'python'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test) return;
    const checks = guardReading(reading);
    const told = new Map<SyntaxNode | null, Set<string>>();
    for (const { part, others, place } of partsAsked(reading)) {
      const asked = askedBy(reading, part, others);
      if (asked === null || isToldByGuard(checks, place)) continue;
      const fn = enclosing(part, 'function');
      const known = told.get(fn) ?? new Set();
      if (known.has(asked)) continue;
      told.set(fn, known.add(asked));
      yield toSite(reading, part, asked);
    }
  },
});

interface Part {
  readonly part: SyntaxNode;
  /** What must hold beside it. */
  readonly others: readonly SyntaxNode[];
  readonly place: SyntaxNode;
}

/** Conditions of branches and choices, and values put together by "and", taken apart. */
function* partsAsked({ unit }: Reading): Generator<Part> {
  for (const node of unit.ofKind('if')) {
    const condition = childOf(node, 'if.condition');
    if (condition === null) continue;
    const parts = conjunctsOf(unit, condition);
    for (const part of parts) yield { part, others: parts.filter((each) => each !== part), place: node };
  }
  for (const node of unit.ofKind('binary')) {
    if (isOfBigger(unit, node)) continue;
    const parts = conjunctsOf(unit, node);
    if (parts.length < 2) continue;
    for (const part of parts) yield { part, others: parts.filter((each) => each !== part), place: node };
  }
}

/** A part of another conjunction, or a condition that is gone through by its branch. */
function isOfBigger(unit: Reading['unit'], node: SyntaxNode): boolean {
  const around = node.parent?.kind === 'other' ? node.parent : node;
  return around.role === 'if.condition' || (around.parent?.kind === 'binary' && isAnd(unit, around.parent));
}

function isAnd(unit: Reading['unit'], node: SyntaxNode): boolean {
  const operator = childOf(node, 'binary.operator');
  return operator !== null && /^(?:&&|and)$/.test(unit.textOf(operator));
}

function conjunctsOf(unit: Reading['unit'], node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'other' && node.children.length === 1) return conjunctsOf(unit, node.children[0]!);
  if (node.kind !== 'binary' || !isAnd(unit, node)) return [node];
  return ['binary.left', 'binary.right'].flatMap((role) => {
    const side = childOf(node, role);
    return side === null ? [] : conjunctsOf(unit, side);
  });
}

/** Null: nothing beside it proves anything, or it has no name. */
function askedBy(reading: Reading, part: SyntaxNode, others: readonly SyntaxNode[]): Requirement | null {
  if (isProof(reading, part) || !others.some((other) => isProof(reading, other))) return null;
  const { name, compared } = otherAtom(reading, part);
  const said = name ?? compared;
  return said === null || said === '' ? null : `check:with-${said}`;
}

/** Calls that prove something: what stands beside them is part of the proof. */
const PROVES =
  /^(?:(?:validate|verify|check|is valid|has valid|validates|verifies|authenticate|authori[sz]e)(?: \w+){0,2} (?:signature|token|jwt|assertion|nonce|code|otp|totp|challenge|credential|credentials|password|certificate|session|claims?|permission|permissions|access)|(?:timing safe|constant time) (?:equal|compare)|(?:has|check) (?:\w+ )?(?:permission|permissions|access|role|scope)s?)$/;

function isProof({ unit }: Reading, other: SyntaxNode): boolean {
  for (const node of descendants(other, (each) => each.kind !== 'function')) {
    const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
    if (callee !== null && PROVES.test(wordsOf(lastName(unit, callee) ?? ''))) return true;
  }
  return false;
}

/** The check of this branch is a guard, and told; a branch that refuses asks the other way round. */
function isToldByGuard(checks: GuardReading, place: SyntaxNode): boolean {
  const isIn = ({ node }: { readonly node: SyntaxNode }): boolean => place.start <= node.start && node.end <= place.end;
  for (let at = place.parent; at !== null; at = at.parent)
    if (at.kind === 'function' && checks.checksIn(at).checks.some(isIn)) return true;
  return false;
}

function toSite(reading: Reading, node: SyntaxNode, asked: Requirement): Site {
  const { kind, norm } = resourceOf(asked);
  const symbol = symbolPath(reading.unit, node) ?? '';
  return {
    kind: 'identity.guard',
    action: actionOf(asked),
    resource: { kind, value: known(shownName(reading, node)), norm },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: isOfIdentity(reading.unit, symbol) ? 'pattern' : 'name',
    why: ['What follows depends on it.'],
  };
}
