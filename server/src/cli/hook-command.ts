import { agentIds } from '../core/hook.ts';
import type { Command } from './define.ts';

/** The row of `hook`, apart from the table: its own small bundle has no other, and does another part of the work. */
export const hookCommand: Omit<Command, 'load'> = {
  name: 'hook',
  title: 'Answer an agent that asks before it writes',
  usage: [`hook AGENT [--wait SECONDS] [--alone | --notice]`, `AGENT is ${agentIds.join(', ')}`],
  options: {
    wait: { type: 'string', value: 'SECONDS', help: "Refuse after this long; keep it below the agent's own limit" },
    notice: { type: 'boolean', help: 'It only says something: that a call has ended, or what was asked of it' },
    alone: { type: 'boolean', help: 'Judge by the rules alone, and ask no editor' },
  },
  positionals: 1,
};
