import { legs, type Leg } from '../model/agent-reach.ts';
import type { ChainStep } from '../model/chain.ts';
import { capital, listWords } from '../text/prose.ts';
import type { StandingLeg } from './standing-leg.ts';
import { agentsTogether, type ReachingAgent } from './agent-teams.ts';
import { factsOfTools } from './agent-tool-facts.ts';
import { defineChainKind, type ChainSide, type FoundChain } from './define.ts';
import { resourceOf, weakest } from './steps.ts';

const ROLES: Readonly<Record<Leg, ChainStep['role']>> = { untrusted: 'source', private: 'step', outward: 'sink' };
const NAMES: Readonly<Record<Leg, string>> = {
  untrusted: 'what it reads of others',
  private: 'what it can see',
  outward: 'the way out',
};

/** One agent reads what anybody wrote, sees what is not for everybody, and can send it away. Each is harmless alone. */
export const agentExfiltrationCompleted = defineChainKind({
  id: 'agent-exfiltration-completed',
  shape: 'agent-to-outside',
  facet: 'agent',
  why: 'A model does what the texts that it reads say: whoever writes one can have what the agent sees sent to them.',
  fix: 'Take one of the three from this agent: give it to another one, let a person say yes before anything is sent, or let it send to fixed addresses only.',
  tags: ['LLM01', 'LLM02', 'ASI01', 'ASI02', 'CWE-200'],
  *find(side): Generator<FoundChain> {
    for (const agent of agentsTogether(side)) {
      const chosen = agent.isComplete ? choose(agent) : null;
      if (chosen !== null) yield toChain(side, agent, chosen);
    }
  },
  told(chain, before) {
    const agent = sameAgent(chain, agentsTogether(before));
    const newSteps = legs.flatMap((leg, at) => ((agent?.standing.get(leg)?.length ?? 0) === 0 ? [at] : []));
    const fresh = newSteps.map((at) => NAMES[legs[at]!]);
    const by = [...new Set(newSteps.map((at) => partName(chain, at)))];
    const said =
      newSteps.length === legs.length ? '' : ` New with this change: ${fresh.join(' and ')}, by ${by.join(' and ')}.`;
    return { newSteps, message: `${chain.message}${said}` };
  },
});

function partName({ steps }: FoundChain, at: number): string {
  return /^`([^`]*)`/.exec(steps[at]!.words)?.[1] ?? '';
}

/** By name; an agent that was renamed is the only other one of its file. */
function sameAgent({ ends, group }: FoundChain, agents: readonly ReachingAgent[]): ReachingAgent | undefined {
  const [path] = group.split('\n');
  const inFile = agents.filter((agent) => agent.path === path);
  return agents.find(({ scope }) => scope === ends) ?? (inFile.length === 1 ? inFile[0] : undefined);
}

/** One thing a leg, as many different ones as there are. Null: a leg is missing. */
function choose({ standing }: ReachingAgent): readonly StandingLeg[] | null {
  const used = new Set<string>();
  const chosen: StandingLeg[] = [];
  for (const leg of legs) {
    const all = standing.get(leg) ?? [];
    const one = all.find(({ part }) => !used.has(part.name)) ?? all[0];
    if (one === undefined) return null;
    used.add(one.part.name);
    chosen.push(one);
  }
  return chosen;
}

function toChain(side: ChainSide, agent: ReachingAgent, chosen: readonly StandingLeg[]): FoundChain {
  const names = new Set(chosen.map(({ part }) => part.name));
  const own = [...names].flatMap((name) => factsOfTools(side).get(name) ?? []);
  const factIds = [...chosen.flatMap(({ part }) => part.factId ?? []), ...own];
  return {
    key: 'all three',
    ends: agent.scope,
    group: `${agent.path}\n${agent.scope}`,
    kind: 'agent.tool',
    action: 'combine',
    resource: resourceOf('agent', agent.name),
    subject: { type: 'tool', symbol: agent.name },
    steps: chosen.map(({ leg, part, of, words, path, range }) => ({
      role: ROLES[leg],
      path,
      range,
      words: `${nameOf(part.name, of)} ${words}`,
      ...(part.factId === undefined ? {} : { factId: part.factId }),
    })),
    givenAt: chosen.map(({ givenAt }) => givenAt),
    message: `${agent.name.startsWith('the ') ? capital(agent.name) : agent.name} can be told by a text of others to send private data away: ${wordsOf(chosen)}.`,
    why: ['Each is harmless alone; one agent has all three.'],
    tier: weakest(chosen.map(({ tier }) => tier)),
    factIds: [...new Set(factIds)],
    tags: [],
  };
}

/** Each part once, with all that it does. */
function wordsOf(chosen: readonly StandingLeg[]): string {
  const byPart = new Map<string, string[]>();
  for (const { part, of, words } of chosen) {
    const name = nameOf(part.name, of);
    byPart.set(name, [...(byPart.get(name) ?? []), words]);
  }
  const said = [...byPart].map(([name, words]) => `${name} ${listWords(words)}`);
  return byPart.size === 1 ? said.join('') : `${said.slice(0, -1).join(', ')}, and ${said.at(-1)!}`;
}

function nameOf(part: string, agent: string | undefined): string {
  return agent === undefined ? `\`${part}\`` : `\`${part}\` of ${agent}`;
}
