import { isAskedToBeSeen } from '../core/review.ts';
import type { Attention } from '../protocol/messages.ts';
import type { Desk } from './review-desk.ts';
import { toLinesInView } from './shown-hunks.ts';

/** Tells a review what of it was on screen, where it matters to the review: it comes with every line that somebody scrolls past. */
export async function takeAttention(
  { changeSet, hunk, seen }: Attention,
  desk: Pick<Desk, 'reviewed' | 'decide'> | null,
): Promise<void> {
  const lines = toLinesInView(seen);
  const review = desk?.reviewed().find((each) => each.review.id === changeSet)?.review;
  if (desk === null || lines === null || review === undefined || !isAskedToBeSeen(review)) return;
  await desk.decide(changeSet, { kind: 'seen', hunk, lines }, 'panel');
}
