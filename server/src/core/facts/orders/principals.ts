import { defineOrder } from './define.ts';
import { compareSettings } from './settings.ts';

/** The caller instead of whoever the request names, and the other way round. */
export const principalOrder = defineOrder({
  kinds: ['identity.principal'],
  compare(before, after) {
    const setting = compareSettings(before, after);
    if (setting !== null) return setting;
    if (before.resource.norm !== after.resource.norm || before.action === after.action) return null;
    return after.action === 'request-input' || after.action === 'named-by-request'
      ? { change: 'redirected', order: 'the request now names who it is for', rank: 1 }
      : { change: 'strengthened', order: 'the caller now is who it is for', rank: 1 };
  },
});

/** Picked fields, or all of them: a list of what may be written is a control. */
export const assignmentOrder = defineOrder({
  kinds: ['identity.assignment'],
  compare(before, after) {
    if (before.action === after.action || before.action === 'lock' || after.action === 'lock') return null;
    return after.action === 'every-field'
      ? { change: 'weakened', order: 'every field of the request is written', rank: 1 }
      : { change: 'strengthened', order: 'the fields are picked', rank: 1 };
  },
});
