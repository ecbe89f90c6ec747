import type { Fact } from '../../model/fact.ts';
import type { Ordered } from './define.ts';

/**
 * Ready-made roles by how much they give, all else unknown: 3 everything, 2 everything but who may do what, 1 changes, 0
 * reads. @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html,
 * https://cloud.google.com/iam/docs/roles-overview#basic, https://learn.microsoft.com/azure/role-based-access-control/built-in-roles (2026-11)
 */
export function rankOfRole(name: string): number {
  const plain = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  if (
    /^(?:administratoraccess|iamfullaccess|owner|user access administrator|role based access control administrator)$/.test(
      plain,
    )
  )
    return 3;
  if (/^(?:poweruseraccess|editor|contributor|public-read-write)$/.test(plain)) return 2;
  if (/read-?only|viewer|reader|^viewonlyaccess$|^browser$|^authenticated-read$/.test(plain)) return 0;
  return 1;
}

/** How much a role of Google Cloud, Azure or Kubernetes lets its holder do. */
export function levelOfRole(role: string): string {
  const rank = rankOfRole(role);
  return rank === 0 ? 'Read' : rank > 1 || /admin$/i.test(role) ? 'all' : 'Write';
}

/** The same holder of another role, or the same role of another holder or in a wider place. */
export function compareRoles(before: Fact, after: Fact): Ordered | null {
  const isManaged = before.resource.kind === 'managed-policy';
  const roleOf = (fact: Fact): string => (isManaged ? fact.resource.norm : fact.action);
  const scopeOf = (fact: Fact): string => (isManaged ? '' : fact.resource.norm);
  const principalOf = (fact: Fact): string => fact.qualifiers?.['principal'] ?? '';
  const differing = [
    roleOf(before) !== roleOf(after),
    scopeOf(before) !== scopeOf(after),
    principalOf(before) !== principalOf(after),
    before.qualifiers?.['condition'] !== after.qualifiers?.['condition'],
  ].filter(Boolean).length;
  if (differing !== 1) return null;
  const words = (fact: Fact): string =>
    [principalOf(fact), roleOf(fact), scopeOf(fact)].filter((word) => word !== '').join(' ');
  const order = `${words(before)} became ${words(after)}`;
  const ordered = (spread: number): Ordered => {
    return { change: spread > 0 ? 'widened' : spread < 0 ? 'narrowed' : 'redirected', order, rank: 1 };
  };
  if (roleOf(before) !== roleOf(after)) return ordered(rankOfRole(roleOf(after)) - rankOfRole(roleOf(before)));
  if (principalOf(before) !== principalOf(after))
    return ordered(reachOf(principalOf(after)) - reachOf(principalOf(before)));
  if (scopeOf(before) !== scopeOf(after)) return ordered(compareScopes(scopeOf(before), scopeOf(after)));
  const [from, to] = [before.qualifiers?.['condition'], after.qualifiers?.['condition']];
  return ordered(to === undefined ? 1 : from === undefined ? -1 : 0);
}

/** Everyone, everyone who has an account, a domain, one of them. */
function reachOf(principal: string): number {
  if (principal === 'allUsers') return 3;
  if (principal === 'allAuthenticatedUsers') return 2;
  return principal.startsWith('domain:') ? 1 : 0;
}

/** A place that contains another gives more: a subscription and a group of its, a project and a bucket in it. */
function compareScopes(from: string, to: string): number {
  if (from.startsWith(`${to}/`)) return 1;
  if (to.startsWith(`${from}/`)) return -1;
  return levelOf(to) - levelOf(from);
}

function levelOf(scope: string): number {
  if (/organization|managementGroups|management_group/.test(scope)) return 3;
  if (scope.startsWith('folder')) return 2;
  if (/^project|^\/subscriptions\/[^/]+$|subscription\.\w+(?:\.id)?\}?$/.test(scope)) return 1;
  return 0;
}
