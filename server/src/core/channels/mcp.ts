import { defineChannel } from './define.ts';

/** An agent proposed an edit to our server of its own accord: its client says who it is. */
export const mcp = defineChannel({
  id: 'mcp',
  title: 'the Model Context Protocol',
  claims: 'agent',
  held: true,
  claimedBy: 'agent',
});
