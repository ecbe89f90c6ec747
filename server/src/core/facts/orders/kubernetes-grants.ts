import type { Fact } from '../../model/fact.ts';
import { matchesWildcards } from '../../text/wildcard.ts';
import type { Ordered } from './define.ts';

const SCOPES = ['namespace', 'cluster'];

/** A verb on a resource of the API: `*` stands for all, names narrow, a ClusterRole counts everywhere. */
export function compareRoleRules(before: Fact, after: Fact): Ordered | null {
  const axes = [
    spread(before.action, after.action),
    spread(before.resource.norm, after.resource.norm),
    compareNames(before.qualifiers?.['condition'], after.qualifiers?.['condition']),
    compareScopes(before, after),
  ];
  if (axes.includes(null)) return null;
  const wider = axes.includes(1);
  const narrower = axes.includes(-1);
  const rank = axes.filter((axis) => axis === 0).length;
  const order = `${before.action} on ${before.resource.norm} became ${after.action} on ${after.resource.norm}`;
  if (wider && narrower) return { change: 'redirected', order, rank };
  return { change: wider ? 'widened' : narrower ? 'narrowed' : 'unchanged', order, rank };
}

/** Roles of Kubernetes itself that are given to people and programs, lowest first. */
const ROLES = ['ClusterRole/view', 'ClusterRole/edit', 'ClusterRole/admin', 'ClusterRole/cluster-admin'];

/** Who gets which role where. */
export function compareBindings(before: Fact, after: Fact): Ordered | null {
  const isSameRole = before.resource.norm === after.resource.norm;
  const isSamePrincipal = before.qualifiers?.['principal'] === after.qualifiers?.['principal'];
  if (!isSameRole && !isSamePrincipal) return null;
  const scope = compareScopes(before, after);
  const order = `${before.resource.norm} became ${after.resource.norm}`;
  if (isSameRole && isSamePrincipal)
    return { change: scope === 1 ? 'widened' : scope === -1 ? 'narrowed' : 'unchanged', order, rank: 3 };
  // The same role for somebody else is given to them, and taken from the other.
  if (!isSamePrincipal) return null;
  const rise = ROLES.indexOf(after.resource.norm) - ROLES.indexOf(before.resource.norm);
  const isOrdered = ROLES.includes(after.resource.norm) && ROLES.includes(before.resource.norm);
  const isAll = after.resource.norm === ROLES[ROLES.length - 1];
  return {
    change: (isOrdered && rise > 0) || isAll ? 'widened' : isOrdered ? 'narrowed' : 'redirected',
    order,
    rank: 2,
  };
}

/** Another role in the cloud: which of them may do more stands elsewhere. */
export function compareCloudRoles(before: Fact, after: Fact): Ordered | null {
  return { change: 'redirected', order: `${before.resource.norm} became ${after.resource.norm}`, rank: 1 };
}

function compareScopes(before: Fact, after: Fact): 1 | 0 | -1 {
  const rise = SCOPES.indexOf(after.qualifiers?.['scope'] ?? '') - SCOPES.indexOf(before.qualifiers?.['scope'] ?? '');
  return rise > 0 ? 1 : rise < 0 ? -1 : 0;
}

function spread(from: string, to: string): 1 | 0 | -1 | null {
  if (from === to) return 0;
  if (to.includes('*') && matchesWildcards(to, from)) return 1;
  return from.includes('*') && matchesWildcards(from, to) ? -1 : null;
}

/** A list of names: more of them is wider, none at all is every one. */
function compareNames(from: string | undefined, to: string | undefined): 1 | 0 | -1 | null {
  if (from === to) return 0;
  if (to === undefined) return 1;
  if (from === undefined) return -1;
  const [before, after] = [from.split('; '), to.split('; ')];
  if (before.every((name) => after.includes(name))) return 1;
  return after.every((name) => before.includes(name)) ? -1 : null;
}
