import { agentIds } from '../core/hook.ts';
import type { Command } from './define.ts';

/** The row of `hook`, apart from the table: its own small bundle has no other, and does another part of the work. */
export const hookCommand: Omit<Command, 'load'> = {
  name: 'hook',
  title: 'Answer an agent that asks before it writes',
  usage: [`hook AGENT [--wait SECONDS] [--alone]`, `AGENT is ${agentIds.join(', ')}`],
  options: {
    wait: { type: 'string', value: 'SECONDS', help: "Refuse after this long; keep it below the agent's own limit" },
    alone: { type: 'boolean', help: 'Judge by the rules alone, and ask no editor' },
  },
  positionals: 1,
};
