import { defineChannel } from './define.ts';

/** An agent's hook said what it would write, nothing of it was held, and that is what came to be on disk. */
export const announced = defineChannel({
  id: 'announced',
  title: "an agent's hook, before it wrote",
  claims: 'agent',
  held: false,
  claimedBy: 'hook',
});
