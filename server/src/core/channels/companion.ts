import { defineChannel } from './define.ts';

/** An agent had the editor show a diff: it says itself who it is. */
export const companion = defineChannel({
  id: 'companion',
  title: "an agent's request for a diff",
  claims: 'agent',
  held: true,
  claimedBy: 'agent',
});
