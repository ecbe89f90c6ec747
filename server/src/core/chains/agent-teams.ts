import { legs, type Leg } from '../model/agent-reach.ts';
import { agentsAlone, withoutWayOut } from './agent-legs.ts';
import type { JoinedAgent, StandingLeg, StandingLink } from './standing-leg.ts';
import type { ChainSide } from './define.ts';

/** An agent with all that it has done by others too. */
export interface ReachingAgent {
  readonly name: string;
  readonly scope: string;
  readonly path: string;
  readonly standing: ReadonlyMap<Leg, readonly StandingLeg[]>;
  /** It has all three, and no agent that it leads to is told for it. */
  readonly isComplete: boolean;
}

const MAX_AGENTS_ON_WAY = 60;

const known = new WeakMap<ChainSide, readonly ReachingAgent[]>();

/** All agents of a side: what hands on to another can have done whatever that one can. Both sides are asked for each finding. */
export function agentsTogether(side: ChainSide): readonly ReachingAgent[] {
  const before = known.get(side) ?? joinTeams(side);
  known.set(side, before);
  return before;
}

function joinTeams(side: ChainSide): readonly ReachingAgent[] {
  const alone = new Map(agentsAlone(side).map((agent) => [agent.scope, agent]));
  const reaching = [...alone.values()].map((agent) => reachOf(agent, alone));
  const agents = reaching.filter(({ agent }) => !agent.isList);
  const complete = new Map(agents.map((each, at) => [each.agent.scope, { ...each, at }] as const).filter(isFull));
  return agents.map(({ agent, all, scopes }, at): ReachingAgent => {
    const ownLegs = new Set([...agent.standing, ...agent.prompted].map(({ leg }) => leg));
    // Of agents that lead to each other one speaks; what one has alone is told of that one.
    const isToldOfOther = [...scopes].some((scope) => {
      const other = complete.get(scope);
      return other !== undefined && (!other.scopes.has(agent.scope) || other.at < at);
    });
    return {
      name: agent.name,
      scope: agent.scope,
      path: agent.path,
      standing: new Map(legs.map((leg) => [leg, all.filter((each) => each.leg === leg)])),
      isComplete: complete.has(agent.scope) && (ownLegs.size === legs.length || !isToldOfOther),
    };
  });
}

function isFull([, { all }]: readonly [string, { readonly all: readonly StandingLeg[] }]): boolean {
  return legs.every((leg) => all.some((each) => each.leg === leg));
}

interface Reach {
  readonly agent: JoinedAgent;
  readonly all: readonly StandingLeg[];
  /** Of the others that it leads to. */
  readonly scopes: ReadonlySet<string>;
}

/** Breadth first: what is nearer is told first. Where a person is asked on the way, nothing goes out by itself. */
function reachOf(agent: JoinedAgent, agents: ReadonlyMap<string, JoinedAgent>): Reach {
  const all: StandingLeg[] = [...agent.standing, ...agent.prompted];
  const scopes = new Set<string>();
  let level: readonly StandingLink[] = agent.links;
  while (level.length > 0) {
    const next: StandingLink[] = [];
    for (const { to, at, isAsked } of level) {
      const other = agents.get(to);
      if (other === undefined || to === agent.scope || scopes.has(to) || scopes.size >= MAX_AGENTS_ON_WAY) continue;
      scopes.add(to);
      for (const leg of isAsked ? withoutWayOut(other.standing) : other.standing)
        all.push({ ...leg, ...(other.isList ? {} : { of: other.name }), givenAt: [...at, ...leg.givenAt] });
      for (const link of other.links)
        next.push({ to: link.to, at: [...at, ...link.at], isAsked: isAsked || link.isAsked });
    }
    level = next;
  }
  return { agent, all, scopes };
}
