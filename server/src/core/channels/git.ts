import { defineChannel } from './define.ts';

/** Commits of a range. */
export const git = defineChannel({
  id: 'git',
  title: 'a git range',
  claims: 'unknown',
  held: false,
  claimedBy: 'command-line',
});
