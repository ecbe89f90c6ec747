import type { ActKind } from '../model/passage.ts';
import { capital } from '../text/prose.ts';
import { factsOfTools } from './agent-tool-facts.ts';
import { agentsAlone } from './agent-legs.ts';
import { defineChainKind, type ChainSide, type FoundChain } from './define.ts';
import type { JoinedAgent, ToolUse } from './standing-leg.ts';
import { resourceOf, weakest } from './steps.ts';

/** What a function does that nobody takes back, worst first. */
const DOES: readonly (readonly [ActKind, string])[] = [
  ['exec', 'runs programs'],
  ['eval', 'runs code'],
  ['deserialize', 'runs code'],
  ['delete', 'deletes'],
  ['write', 'writes files'],
  ['query', 'asks a database'],
  ['egress', 'sends data to others'],
  ['connect', 'connects to others'],
];
const MAX_STEPS_ON_WAY = 60;

/** A tool that was there is given to one more agent, or a server takes in a file of tools. New tools are told by their own facts. */
export const agentToolGiven = defineChainKind({
  id: 'agent-tool-given',
  shape: 'agent-to-tool',
  facet: 'agent',
  why: 'A model is talked into calling a tool by any text that it reads, and this one had no such tool before.',
  fix: 'Give it only the tools that its task needs, and let a person say yes to what cannot be taken back.',
  tags: ['ASI02', 'LLM06'],
  *find(side): Generator<FoundChain> {
    const agents = new Map(agentsAlone(side).map((agent) => [agent.scope, agent]));
    // What an agent has says more than what a list does.
    for (const isList of [false, true])
      for (const agent of agents.values())
        if (agent.isList === isList && !agent.isApart)
          for (const use of usesOf(agent, agents)) {
            const chain = toChain(side, agent, use);
            if (chain !== null) yield chain;
          }
  },
  // Lines may be as they were: that they are reached now is new.
  told: ({ message }) => ({ message, newSteps: [0] }),
  // A tool that is new is told where it stands.
  isTold({ factIds }, before) {
    const known = new Set([...before.facts.values()].flatMap((all) => all.map(({ id }) => id)));
    return factIds.some((id) => !known.has(id));
  },
});

/** Its own, and those of the lists and servers that it takes in. */
function usesOf(agent: JoinedAgent, agents: ReadonlyMap<string, JoinedAgent>): readonly ToolUse[] {
  const uses = [...agent.uses];
  const seen = new Set([agent.scope]);
  let level = agent.links;
  while (level.length > 0) {
    const next = level.flatMap(({ to, at, isAsked }) => {
      const other = agents.get(to);
      if (other === undefined || isAsked || seen.has(to) || seen.size > MAX_STEPS_ON_WAY) return [];
      if (!other.isList && !other.isSet) return [];
      seen.add(to);
      uses.push(...other.uses.map((use) => ({ ...use, at: [...at, ...use.at] })));
      return other.links.map((link) => ({ ...link, at: [...at, ...link.at] }));
    });
    level = next;
  }
  return uses;
}

function toChain(side: ChainSide, agent: JoinedAgent, { part, acts, at }: ToolUse): FoundChain | null {
  const row = DOES.find(([kind]) => acts.some((act) => act.kind === kind));
  const act = row === undefined ? undefined : acts.find(({ kind }) => kind === row[0]);
  if (row === undefined || act === undefined) return null;
  const verb = agent.isList ? 'holds' : agent.isSet ? 'offers' : 'may call';
  const name = agent.isList ? `the list ${agent.name}` : agent.name;
  return {
    key: `${agent.isList ? 'list' : 'agent'}\n${part.name}\n${act.kind}`,
    ends: `${agent.scope}\n${part.name}`,
    group: `${agent.scope}\n${part.name}`,
    kind: 'agent.tool',
    action: 'give',
    resource: resourceOf('tool', part.name),
    subject: { type: 'tool', symbol: agent.name },
    steps: [
      { role: 'source', path: at[0]!.path, range: at[0]!.range, words: `${name} is given \`${part.name}\`` },
      { role: 'sink', path: act.path, range: act.range, words: act.words },
    ],
    givenAt: [at, []],
    message: `${name.startsWith('the ') ? capital(name) : name} ${verb} ${part.name} now, which ${row[1]}.`,
    why: ['The tool is no new one: who may call it is.'],
    tier: weakest([part.tier, act.tier]),
    factIds: factsOfTools(side).get(part.name) ?? [],
    tags: [],
  };
}
