import type { Alternative } from '../../model/requirement.ts';
import type { Directive } from '../../text/server-directives.ts';
import { always, either, literal } from '../guards/formula.ts';
import type { Condition } from './rule-conditions.ts';
import { addresses, isAnywhere } from './server-addresses.ts';

/**
 * `Order`, `Allow from` and `Deny from` of Apache 2.2: the list that `Order` names last counts, and decides when none fits.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_access_compat.html#order
 */
export function apacheAccess(
  directives: readonly Directive[],
): { readonly condition: Condition; readonly directive: Directive } | null {
  const said = directives.filter(
    ({ words, inner }) => inner === null && /^(?:order|allow|deny)$/i.test(words[0] ?? ''),
  );
  const [first] = said;
  if (first === undefined) return null;
  const listOf = (name: string): readonly string[] =>
    said
      .filter(({ words }) => words[0]!.toLowerCase() === name && words[1]?.toLowerCase() === 'from')
      .flatMap(({ words }) => words.slice(2));
  const order = said
    .findLast(({ words }) => words[0]!.toLowerCase() === 'order')
    ?.words.slice(1)
    .join('')
    .toLowerCase();
  const [allowed, denied] = [listOf('allow'), listOf('deny')];
  const isAllAllowed = allowed.some(isAnywhere);
  const isAllDenied = denied.some(isAnywhere);
  const listed = either(...addresses(allowed).map((each) => literal<Alternative>(each)));
  const directive = said.find(({ words }) => words[0]!.toLowerCase() === 'deny') ?? first;
  const condition =
    order === 'allow,deny' || order === 'mutual-failure'
      ? isAllDenied
        ? always<Alternative>(false)
        : isAllAllowed
          ? always<Alternative>(true)
          : listed
      : isAllDenied && !isAllAllowed
        ? listed
        : always<Alternative>(true);
  return { condition, directive };
}
