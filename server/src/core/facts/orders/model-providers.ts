import { defineOrder } from './define.ts';

/** Another provider is another receiver of what the model is given; another model of the same one is none. */
export const modelProviderOrder = defineOrder({
  kinds: ['agent.provider'],
  compare(before, after) {
    const [was, is] = [before.qualifiers?.['provider'], after.qualifiers?.['provider']];
    if (was === is)
      return { change: 'unchanged', order: `${before.resource.norm} became ${after.resource.norm}`, rank: 2 };
    return { change: 'redirected', order: `${was ?? ''} became ${is ?? ''}`, rank: 1 };
  },
});
