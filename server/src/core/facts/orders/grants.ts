import type { Fact } from '../../model/fact.ts';
import { compileGlob, matchesGlob } from '../../text/glob.ts';
import { defineOrder, type Ordered } from './define.ts';
import { grantOrdersOf } from './grants-of.ts';

const LEVELS = ['none', 'read', 'default', 'write'];

/** Grants: a wider action, resource or principal, a higher level, a condition less. A Deny is read the other way round. */
export const grantOrder = defineOrder({
  kinds: ['permission.grant'],
  compare(before, after) {
    const own = grantOrdersOf.get(after.resource.kind) ?? grantOrdersOf.get(before.resource.kind);
    if (own !== undefined) return before.resource.kind === after.resource.kind ? own(before, after) : null;
    if (before.qualifiers?.['level'] !== undefined || after.qualifiers?.['level'] !== undefined)
      return compareLevels(before, after);
    return comparePolicies(before, after);
  },
});

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
  const isDeny = before.qualifiers?.['effect'] === 'Deny';
  if (before.qualifiers?.['effect'] !== after.qualifiers?.['effect']) {
    if (before.action !== after.action || before.resource.norm !== after.resource.norm) return null;
    return {
      change: isDeny ? 'widened' : 'narrowed',
      order: `${before.qualifiers?.['effect'] ?? ''} became ${after.qualifiers?.['effect'] ?? ''}`,
      rank: 3,
    };
  }
  const axes = [
    spread(before.action.toLowerCase(), after.action.toLowerCase()),
    spread(before.resource.norm, after.resource.norm),
    spread(before.qualifiers?.['principal'] ?? '', after.qualifiers?.['principal'] ?? ''),
    compareConditions(before.qualifiers?.['condition'], after.qualifiers?.['condition']),
  ];
  if (axes.includes(null)) return null;
  const wider = axes.some((axis) => axis === 1);
  const narrower = axes.some((axis) => axis === -1);
  if (!wider && !narrower) return { change: 'unchanged', order: '', rank: 4 };
  const rank = axes.filter((axis) => axis === 0).length;
  const order = `${before.action} on ${before.resource.norm} became ${after.action} on ${after.resource.norm}${axes[3] === 0 ? '' : `, condition ${after.qualifiers?.['condition'] === undefined ? 'removed' : 'changed'}`}`;
  if (wider && narrower) return { change: 'redirected', order, rank };
  return { change: wider !== isDeny ? 'widened' : 'narrowed', order, rank };
}

/** 1: `to` covers `from` and more; -1: the other way; 0: the same; null: neither covers the other. */
function spread(from: string, to: string): 1 | 0 | -1 | null {
  if (from === to) return 0;
  if (covers(to, from)) return 1;
  if (covers(from, to)) return -1;
  return null;
}

function covers(pattern: string, text: string): boolean {
  const glob = compileGlob(pattern, null);
  return glob !== null && matchesGlob(glob, text);
}

function compareConditions(from: string | undefined, to: string | undefined): 1 | 0 | -1 | null {
  if (from === to) return 0;
  if (to === undefined) return 1;
  if (from === undefined) return -1;
  const before = from.split('; ');
  const after = to.split('; ');
  if (after.every((part) => before.includes(part))) return 1;
  if (before.every((part) => after.includes(part))) return -1;
  return after.some((part) => part.includes('*')) ? 1 : null;
}
