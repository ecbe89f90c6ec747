import { defineOrder } from './define.ts';

const LOUDNESS = ['error', 'warning', 'info', 'off'];

/** A rule that says less loudly what it finds, or looks for something else. */
export const detectionOrder = defineOrder({
  kinds: ['assurance.detection'],
  compare(before, after) {
    if (before.action !== after.action || before.resource.norm !== after.resource.norm) return null;
    const [was, is] = [before.qualifiers?.['value'] ?? '', after.qualifiers?.['value'] ?? ''];
    if (before.action === 'look-for') return { change: 'redirected', order: 'it looks for something else', rank: 1 };
    const fall = LOUDNESS.indexOf(is) - LOUDNESS.indexOf(was);
    return { change: fall > 0 ? 'weakened' : 'strengthened', order: `${was} became ${is}`, rank: 1 };
  },
});
