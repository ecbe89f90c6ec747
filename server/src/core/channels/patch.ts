import { defineChannel } from './define.ts';

/** A unified or git patch. */
export const patch = defineChannel({
  id: 'patch',
  title: 'a patch',
  claims: 'unknown',
  held: false,
  claimedBy: 'command-line',
});
