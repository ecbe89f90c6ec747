import type { NamedAgent, Origin } from '../../model/change.ts';
import type { CommitClaim, CommitText } from './define.ts';
import { commitSigns } from './table.ts';

export interface OriginOfCommits {
  readonly origin: Origin;
  /** Who is named in it, where that is no one agent with one model. */
  readonly partly: readonly NamedAgent[];
  /** How many commits name an agent. */
  readonly named: number;
  /** Ids or names, in the order in which they are met. */
  readonly agents: readonly string[];
}

/**
 * Whose the commits are. An agent only when all of them name that one; of a mixture nothing is claimed, because a change set has
 * one origin and people's commits are in it. What several signs say of one commit is one claim.
 * @param base what may be claimed without evidence
 */
export function originOfCommits(commits: readonly CommitText[], base: Origin): OriginOfCommits {
  const claims = commits.map((commit) => commitSigns.flatMap((sign) => sign(commit)));
  const all = claims.flat();
  const agents = [...new Set(all.map(({ agent }) => agent))];
  const named = claims.filter(({ length }) => length > 0).length;
  const [first] = all;
  const [agent] = agents;
  if (first === undefined || agent === undefined || agents.length > 1 || named < commits.length)
    return { origin: base, partly: namedIn(all), named, agents };
  const model = onlyOne(all, 'model');
  const session = onlyOne(all, 'session');
  const origin: Origin = {
    ...base,
    kind: 'agent',
    agent,
    ...(model !== null && { model }),
    ...(session !== null && { session }),
    claimedBy: first.claimedBy,
  };
  const partly = namedIn(all);
  return { origin, partly: partly.length > 1 ? partly : [], named, agents };
}

/** More names than a person would read are no longer told apart. */
function namedIn(claims: readonly CommitClaim[]): readonly NamedAgent[] {
  const named = new Map<string, NamedAgent>();
  for (const { agent, model } of claims)
    named.set(`${agent}\n${model ?? ''}`, { agent, ...(model === undefined ? {} : { model }) });
  return [...named.values()].slice(0, maxNamed);
}

const maxNamed = 50;

/** Where the claims name several, none is told. */
function onlyOne(claims: readonly CommitClaim[], member: 'model' | 'session'): string | null {
  const values = new Set(claims.flatMap((claim) => claim[member] ?? []));
  const [value = null] = values;
  return values.size === 1 ? value : null;
}
