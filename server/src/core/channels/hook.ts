import { defineChannel } from './define.ts';

/** An agent asked before it wrote: its own hook says who it is. */
export const hook = defineChannel({
  id: 'hook',
  title: "an agent's hook",
  claims: 'agent',
  held: true,
  claimedBy: 'hook',
});
