import type { Review } from '../core/model/review.ts';
import { mergeReviews } from '../core/review.ts';
import type { JournalEntry } from './journal.ts';

/** A review to be kept. `base`: the one it was made from; what another window saved since is merged, hunk by hunk. */
export interface ReviewToKeep {
  readonly review: Review;
  readonly base: Review | null;
}

/** What something was taken back in is no longer put away. */
export function withReview(entry: JournalEntry, { review, base }: ReviewToKeep): JournalEntry {
  const merged = mergeReviews(base, review, entry.review);
  const { isPutAway, ...kept } = entry;
  const isStillAway = isPutAway === true && merged.status === 'done';
  return { ...kept, review: merged, ...(isStillAway && { isPutAway }) };
}
