import { defineOrder } from './define.ts';

/** The same file with another content steers elsewhere: nobody can say by rule whether it became looser. */
export const agentConfigOrder = defineOrder({
  kinds: ['agent.config'],
  compare: (before, after) =>
    before.subject.symbol === after.subject.symbol
      ? { change: 'redirected', order: 'the content changed', rank: 1 }
      : null,
});
