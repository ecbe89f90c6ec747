import { defineChannel } from './define.ts';

/**
 * Its hook said what it would write, and that is what came to be on disk; or it changed while a call of its tools ran, and nobody
 * else's did. Where the agent said so itself, over its protocol, it is claimed by that.
 */
export const announced = defineChannel({
  id: 'announced',
  title: "an agent's hooks, around its tool calls",
  claims: 'agent',
  held: false,
  claimedBy: 'hook',
});
