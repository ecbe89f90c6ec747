import type { Fact } from '../../model/fact.ts';
import type { Ordered } from './define.ts';

const SIZES = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** A longer life is weaker. */
export function compareLifetimes(before: Fact, after: Fact): Ordered | null {
  if (before.resource.norm !== after.resource.norm || after.resource.kind !== 'lifetime') return null;
  const [was, is] = [before, after].map(({ qualifiers }) => Number(qualifiers?.['lifetime']));
  if (was === undefined || is === undefined || Number.isNaN(was) || Number.isNaN(is)) return null;
  return {
    change: is > was ? 'weakened' : is < was ? 'strengthened' : 'unchanged',
    order: `lives ${durationText(is)} instead of ${durationText(was)}`,
    // Of several lives those of one name are one, else the closest.
    rank: Number(before.detail?.field === after.detail?.field) + 1 / (1 + Math.abs(Math.log(is / was))),
  };
}

export function durationText(seconds: number): string {
  const [size, word] = SIZES.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, 'second'];
  const amount = Math.round(seconds / size);
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}
