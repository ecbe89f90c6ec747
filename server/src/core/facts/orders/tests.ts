import { defineOrder } from './define.ts';

/** A test that expected a refusal and expects success, or is not run. Titles change; what is expected does not. */
export const testOrder = defineOrder({
  kinds: ['assurance.test'],
  compare(before, after) {
    const [was, is] = [before.qualifiers?.['expects'], after.qualifiers?.['expects']];
    const [ran, runs] = [before.qualifiers?.['run'], after.qualifiers?.['run']];
    const shared = overlap(before.resource.norm, after.resource.norm);
    if (was === is) {
      if (ran !== runs && shared > 0.5)
        return runs === 'skipped'
          ? { change: 'weakened', order: 'is no longer run', rank: shared }
          : { change: 'strengthened', order: 'is run again', rank: shared };
      return { change: 'unchanged', order: '', rank: shared };
    }
    if (shared < 0.5) return null;
    return was === 'denied'
      ? { change: 'weakened', order: 'expects success where it expected a refusal', rank: shared }
      : { change: 'strengthened', order: 'expects a refusal where it expected success', rank: shared };
  },
});

/** Words in common over all words, 0 to 1. */
function overlap(one: string, other: string): number {
  const [left, right] = [new Set(one.split(' ')), new Set(other.split(' '))];
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}

/** Entries of a log are told apart by what they say; one that says it in other words is still one. */
export const auditOrder = defineOrder({
  kinds: ['assurance.audit-log'],
  compare: () => ({ change: 'unchanged', order: '', rank: 1 }),
});
