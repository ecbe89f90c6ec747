import { isInQueue } from '../core/review.ts';
import type { LandedSet } from '../host/landed-model.ts';
import type { TrackedSet } from './tracked-set.ts';

/** By origin alone, so it is known before the analysis: until then nothing is said of it. */
export function isQuiet({ changeSet }: LandedSet): boolean {
  return changeSet.origin.channel === 'editor';
}

/**
 * Edits that are not in the queue because they ask for nothing. They are undecided all the same: the baseline does not have them,
 * the journal does, and a restart begins with them. So nothing is lost when one comes to ask for something: another file
 * that changes (a guard that went away, a wrapper that now sends what it is given) brings a look at the workspace, a look
 * brings `sync`, and `sync` has them analysed again although their own texts are the same.
 */
export function hasQuietHunks({ analysed }: TrackedSet): boolean {
  return analysed !== null && analysed.review.hunks.some((hunk) => !isInQueue(hunk, analysed.review.origin));
}
