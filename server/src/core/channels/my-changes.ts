import { defineChannel } from './define.ts';

/** `Review My Changes`: the person puts up their own edits. */
export const myChanges = defineChannel({
  id: 'my-changes',
  title: 'Review My Changes',
  claims: 'human',
  held: false,
  claimedBy: 'signer',
});
