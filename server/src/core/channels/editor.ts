import { defineChannel } from './define.ts';

/** A program changed a document in the editor: no hook said which. */
export const editor = defineChannel({
  id: 'editor',
  title: 'the editor',
  claims: 'unattributed',
  held: false,
  claimedBy: 'editor',
});
