import type { Fact } from '../../model/fact.ts';
import { compareConditions, joinSpreads, type Spread } from './conditions.ts';
import { defineOrder, type Ordered } from './define.ts';
import { grantOrdersOf } from './grants-of.ts';
import { compareReach } from './network-reach.ts';
import { comparePrincipals, coversPrincipal, compareSets, coversSet } from './policy-sets.ts';
import { compareRoles } from './roles.ts';

const LEVELS = ['none', 'read', 'default', 'write'];

/** Grants: a wider action, resource or principal, a higher level, a condition less. A Deny is read the other way round. */
export const grantOrder = defineOrder({
  kinds: ['permission.grant'],
  compare(before, after) {
    const own = grantOrdersOf.get(after.resource.kind) ?? grantOrdersOf.get(before.resource.kind);
    if (own !== undefined) return before.resource.kind === after.resource.kind ? own(before, after) : null;
    if (before.qualifiers?.['level'] !== undefined || after.qualifiers?.['level'] !== undefined)
      return compareLevels(before, after);
    if (before.resource.kind !== after.resource.kind) return null;
    if (before.resource.kind === 'port') return compareReach(before, after);
    if (['managed-policy', 'role-scope', 'acl'].includes(before.resource.kind)) return compareRoles(before, after);
    return comparePolicies(before, after);
  },
  covers(gone, kept) {
    if (gone.qualifiers?.['level'] !== undefined || kept.qualifiers?.['level'] !== undefined) return false;
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

function compareLevels(before: Fact, after: Fact): Ordered | null {
  if (before.resource.norm !== after.resource.norm) return null;
  const isRelated = before.action === after.action || before.action === '*' || after.action === '*';
  if (!isRelated) return null;
  // Where nothing was given, each scope is a new one.
  if (before.action !== after.action && [before, after].some(isNothing)) return null;
  const from = before.qualifiers?.['level'] ?? 'none';
  const to = after.qualifiers?.['level'] ?? 'none';
  const rise = LEVELS.indexOf(to) - LEVELS.indexOf(from);
  const spread = Number(after.action === '*') - Number(before.action === '*');
  const order = `${before.action}: ${from} became ${after.action}: ${to}`;
  const rank = before.action === after.action ? 2 : 1;
  // More scopes at a lower level is wider all the same: something can be done that could not.
  if (rise > 0 || (spread > 0 && rise >= 0) || spread > 0) return { change: 'widened', order, rank };
  return { change: 'narrowed', order, rank };
}

function isNothing({ action, qualifiers }: Fact): boolean {
  return action === '*' && qualifiers?.['level'] === 'none';
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
