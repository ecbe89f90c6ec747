import type { Fact } from '../../model/fact.ts';
import type { Ordered } from './define.ts';

const LEVELS = ['none', 'read', 'default', 'write'];

/** Scopes of a workflow's token: `*` is all of them. */
export function compareLevels(before: Fact, after: Fact): Ordered | null {
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
