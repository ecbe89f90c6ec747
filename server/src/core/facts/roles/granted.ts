import { matchesWildcards } from '../../text/wildcard.ts';

/** The action is covered, and the resource as far as both are known: what only a deployment knows contradicts nothing. */
export function isGranted(
  need: { readonly action: string; readonly norm: string },
  grant: { readonly action: string; readonly resource: string },
): boolean {
  const given = grant.action.toLowerCase();
  const action = need.action.toLowerCase();
  const isCovered = given.startsWith('all but ')
    ? !given
        .slice('all but '.length)
        .split(', ')
        .some((each) => matchesWildcards(each, action))
    : matchesWildcards(given, action);
  if (!isCovered) return false;
  const { norm } = need;
  if (!norm.startsWith('arn:') || !/^(?:arn:|\*)/.test(grant.resource)) return true;
  // The needed one has wildcards for account, region and whatever else is not known; of the granted one, what only a
  // deployment knows may be anything.
  const on = grant.resource.replace(/\$\{[^{}]*\}/g, '*');
  return matchesWildcards(on, norm) || matchesWildcards(norm, on);
}
