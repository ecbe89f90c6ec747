/** How libraries say which agents one agent may hand on to, or which work as one. Sources: the libraries' documentation, 2026-11. */
interface TeamRow {
  /** The option that names the others. */
  readonly option: string;
  /** Last names of what takes it. Registries and pipelines take lists of agents too: those stay apart. */
  readonly takers: RegExp;
}

const ANY = /(?:)/;
/** Runs its agents one after the other or beside each other: none can call another. */
const APART = /^(?:Sequential|Parallel|Concurrent)\w*$/;

const TEAMS: readonly TeamRow[] = [
  { option: 'handoffs', takers: ANY },
  { option: 'sub_agents', takers: ANY },
  { option: 'subAgents', takers: ANY },
  { option: 'SubAgents', takers: ANY },
  { option: 'subagents', takers: ANY },
  { option: 'managed_agents', takers: ANY },
  {
    option: 'agents',
    takers:
      /^(?:create_?[sS](?:upervisor|warm)|Crew|AgentWorkflow|multiAgent|GroupChat|Agent|AgentNetwork|NewAgentNetwork|ClaudeAgentOptions|ClaudeCodeOptions|query)$/,
  },
  { option: 'participants', takers: /GroupChat|^(?:Swarm|HandoffBuilder|MagenticBuilder)$/ },
  { option: 'members', takers: /^(?:Team|(?:Handoff|GroupChat|Magentic)Orchestration)$/ },
];
/** What takes its agents as a list that has no name. */
const LISTED =
  /^(?:create_?[sS](?:upervisor|warm)|RoundRobinGroupChat|SelectorGroupChat|MagenticOneGroupChat|GroupChat|Swarm|DiGraphBuilder)$/;

export function lastName(path: string): string {
  return path.replaceAll('()', '').split(/[./]/).pop() ?? path;
}

/** Whether an option of what a path names holds agents that work as one with it. */
export function isTeamOption(path: string, option: string): boolean {
  const taker = lastName(path);
  return !APART.test(taker) && TEAMS.some((row) => row.option === option && row.takers.test(taker));
}

/** Whether a list without a name is of agents. */
export function isTeamList(path: string): boolean {
  return LISTED.test(lastName(path));
}

/** Makes something that models call of an agent: `handoff(agent)`, `AgentTool(agent=…)`. */
export function isHandedOn(path: string): boolean {
  return /^(?:handoff|AgentTool|TeamTool|agent_tool|agentTool)$/.test(lastName(path));
}

/** A crew shares work only where somebody in it may give work to others. */
export function isCrew(path: string): boolean {
  return /^crewai\b.*\bCrew$/.test(path);
}

/** Has an agent do what it is told: `agent.invoke(…)`, `await web.run(…)`, `Runner.run(agent, …)`. */
const RUNS =
  /^(?:a?run(?:_sync|_stream|_streamed|Streamed|_async|Live)?|a?invoke|a?stream|generate|generateLegacy|stream_async|invoke_async|kickoff(?:_async)?|network|get_response|chat|execute|a?call|initiate_chat)$/;

export function isRun(name: string): boolean {
  return RUNS.test(name);
}
