import type { Fact } from '../../model/fact.ts';
import { compareConditions, joinSpreads, type Spread } from './conditions.ts';
import { defineOrder, type Ordered } from './define.ts';
import { grantOrdersOf } from './grants-of.ts';
import { comparePrincipals, coversPrincipal, compareSets, coversSet } from './policy-sets.ts';

/** Grants: a wider action, resource or principal, a higher level, a condition less. A Deny is read the other way round. */
export const grantOrder = defineOrder({
  kinds: ['permission.grant'],
  compare(before, after) {
    if (before.resource.kind !== after.resource.kind) return null;
    return (grantOrdersOf.get(before.resource.kind) ?? comparePolicies)(before, after);
  },
  covers(gone, kept) {
    if (gone.resource.kind !== kept.resource.kind || effectOf(gone) !== effectOf(kept)) return false;
    if (gone.resource.kind !== 'arn') return false;
    return (
      coversSet(kept.action.toLowerCase(), gone.action.toLowerCase()) &&
      coversSet(kept.resource.norm, gone.resource.norm) &&
      coversHolder(kept, gone) &&
      [0, 1].includes(compareConditions(conditionOf(gone), conditionOf(kept)) ?? -1)
    );
  },
});

function effectOf({ qualifiers }: Fact): string {
  return qualifiers?.['effect'] ?? '';
}

function conditionOf({ qualifiers }: Fact): string | undefined {
  return qualifiers?.['condition'];
}

function coversHolder(kept: Fact, gone: Fact): boolean {
  const outer = kept.qualifiers?.['principal'];
  const inner = gone.qualifiers?.['principal'];
  return outer === inner || (outer !== undefined && inner !== undefined && coversPrincipal(outer, inner));
}

function comparePolicies(before: Fact, after: Fact): Ordered | null {
  const isDeny = effectOf(before) === 'Deny';
  if (effectOf(before) !== effectOf(after)) {
    if (before.action !== after.action || before.resource.norm !== after.resource.norm) return null;
    return {
      change: isDeny ? 'widened' : 'narrowed',
      order: `${effectOf(before)} became ${effectOf(after)}`,
      rank: 3,
    };
  }
  const holders = comparePrincipals(before.qualifiers?.['principal'], after.qualifiers?.['principal']);
  const condition = compareConditions(conditionOf(before), conditionOf(after));
  const axes: readonly Spread[] = [
    compareSets(before.action.toLowerCase(), after.action.toLowerCase()),
    compareSets(before.resource.norm, after.resource.norm),
    holders,
  ];
  // Another condition on the same thing is that thing under another condition; all else that differs is something else.
  if (axes.includes(null) || (condition === null && axes.some((axis) => axis !== 0))) return null;
  const all = joinSpreads([...axes, condition]);
  const rank = axes.filter((axis) => axis === 0).length + Number(condition === 0);
  if (all === 0) return { change: 'unchanged', order: '', rank };
  const words = [
    `${before.action} on ${before.resource.norm} became ${after.action} on ${after.resource.norm}`,
    ...(holders === 0
      ? []
      : [`${before.qualifiers?.['principal'] ?? ''} became ${after.qualifiers?.['principal'] ?? ''}`]),
    ...(condition === 0 ? [] : [`condition ${conditionOf(after) === undefined ? 'removed' : 'changed'}`]),
  ];
  const order = words.join(', ');
  if (all === null) return { change: 'redirected', order, rank };
  return { change: (all === 1) !== isDeny ? 'widened' : 'narrowed', order, rank };
}
