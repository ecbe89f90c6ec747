import type { Origin } from '../model/change.ts';
import type { Policy, RuleMatch } from '../model/policy.ts';
import type { Surroundings } from './match.ts';

const originFields = ['origin', 'agent', 'model'] as const satisfies readonly (keyof RuleMatch)[];

/**
 * Whose an edit may be, as rules are to see it: each is asked, and the strongest answer holds. Where nobody says whose it is,
 * it counts as an agent's too; of commits that name different agents, or of which only some name one, each may have made it.
 */
export function claimedOrigins(policy: Policy, about: Surroundings): readonly Surroundings[] {
  const { origin, partly = [] } = about;
  if (origin === undefined || !asksForOrigin(policy)) return [about];
  const asAgent: Origin = { ...origin, kind: 'agent' };
  const origins = [...(origin.kind === 'unknown' ? [asAgent] : []), origin, ...partly.map((named): Origin => ({ ...asAgent, ...named }))]; // prettier-ignore
  return origins.map((each) => ({ ...about, origin: each }));
}

function asksForOrigin({ layers }: Policy): boolean {
  return layers.some(
    ({ rules, hold, exceptions = [] }) =>
      [...rules, ...exceptions].some(({ match }) => isAboutOrigin(match)) || hold.some(isAboutOrigin),
  );
}

function isAboutOrigin(match: RuleMatch): boolean {
  return originFields.some((field) => match[field] !== undefined);
}
