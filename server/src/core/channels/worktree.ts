import { defineChannel } from './define.ts';

/** The person asked for a review of what is in the working tree. */
export const worktree = defineChannel({
  id: 'worktree',
  title: 'the working tree',
  claims: 'unknown',
  held: false,
  claimedBy: 'command-line',
});
