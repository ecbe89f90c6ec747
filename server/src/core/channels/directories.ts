import { defineChannel } from './define.ts';

/** Two folders, one a side. */
export const directories = defineChannel({
  id: 'directories',
  title: 'two directories',
  claims: 'unknown',
  held: false,
  claimedBy: 'command-line',
});
