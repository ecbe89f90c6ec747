import { defineChannel } from './define.ts';

/** An agent asked its client, between which we stand: it says itself who it is. */
export const acp = defineChannel({
  id: 'acp',
  title: 'the Agent Client Protocol',
  claims: 'agent',
  held: true,
  claimedBy: 'agent',
});
