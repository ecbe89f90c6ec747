import type { Remedy } from '../../model/fact.ts';
import type { GrantSummary } from '../../model/summary.ts';
import { compareText } from '../../text/compare-text.ts';
import { usedBesideCode, useOf, type Given } from './excess.ts';

/** Actions that one edit writes: with more of them a wildcard is easier to read. */
const MAX_ACTIONS = 15;
/** What every function writes: who may do everything needs it too. */
const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** The needed actions in place of one with wildcards; nothing where not all that is needed is known. */
export function insteadOfWildcard(given: Given): Remedy | undefined {
  const [grant] = given.grants;
  if (grant?.written === undefined || given.grants.some(({ action }) => action !== grant.action)) return undefined;
  const use = useOf(given);
  if (use.state !== 'needed') return undefined;
  const beside = usedBesideCode(grant.action, given.roles);
  const isEverything = grant.action === '*' || grant.action === '*:*';
  // Of everything only what every function does besides is known not to matter.
  if (isEverything ? given.roles.some(({ isUsedByService }) => isUsedByService) : beside.length > 0) return undefined;
  const actions = [...new Set([...use.needs.map(({ action }) => action), ...(isEverything ? LOGS : [])])].toSorted(
    compareText,
  );
  if (actions.length > MAX_ACTIONS || actions.includes(grant.action)) return undefined;
  const names = given.roles.map(({ symbol }) => symbol).join(', ');
  return {
    title: `Narrow ${grant.action} to what the code of ${names} needs (${actions.join(', ')})`,
    range: grant.evidence.range,
    newText: inPlaceOf(grant, actions),
  };
}

function inPlaceOf({ written, evidence }: GrantSummary, actions: readonly string[]): string {
  const { as, quote } = written!;
  const texts = actions.map((action) => `${quote}${action}${quote}`);
  if (as === 'item') return texts.join(', ');
  // The dash stands two columns before the text.
  if (as === 'line') return texts.join(`\n${' '.repeat(Math.max(evidence.range.start.character - 2, 0))}- `);
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}
