import type { DecisionBody } from '../model/record.ts';

/** What was put up for approval was neither accepted nor refused. */
export function isRefusal({ outcome }: Pick<DecisionBody, 'outcome'>): boolean {
  return outcome === 'rejected' || outcome === 'undone';
}

export function isAccepted({ outcome }: Pick<DecisionBody, 'outcome'>): boolean {
  return outcome === 'accepted' || outcome === 'amended';
}
