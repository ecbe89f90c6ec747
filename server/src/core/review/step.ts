import type { HunkReview, Review } from '../model/review.ts';
import type { Wording } from '../model/wording.ts';
import type { ReviewEffect, Step } from './define.ts';

/** What transitions are made of. */

/** Longest explanation or reason that is kept, in UTF-16 units. */
export const MAX_WORDS = 4000;

export function refuse(review: Review, refused: Wording): Step {
  return { review, effects: [], refused };
}

export function replace(review: Review, hunk: HunkReview): Review {
  return withHunks(
    review,
    review.hunks.map((it) => (it.id === hunk.id ? hunk : it)),
  );
}

/** Done when nothing is left to decide. */
export function withHunks(review: Review, hunks: readonly HunkReview[]): Review {
  return { ...review, hunks, status: hunks.some((hunk) => hunk.outcome === null) ? 'open' : 'done' };
}

/** A hunk that is rejected. `reason` empty: none was given. */
export function rejected(
  hunk: HunkReview,
  reason: string,
): { readonly decided: HunkReview; readonly record: ReviewEffect; readonly effect: ReviewEffect } {
  const why = reason === '' ? {} : { rejectReason: reason };
  return {
    decided: { ...hunk, outcome: 'rejected', ...why },
    record: { kind: 'record', outcome: 'rejected', hunks: [hunk.id], ...why },
    effect: { kind: 'restore', path: hunk.path, hunk: hunk.id },
  };
}

/** A decided hunk whose decision is taken back. */
export function undone(hunk: HunkReview): {
  readonly undecided: HunkReview;
  readonly record: ReviewEffect;
  readonly effect: ReviewEffect;
} {
  const { rejectReason: _reason, ...rest } = hunk;
  return {
    undecided: { ...rest, outcome: null },
    record: { kind: 'record', outcome: 'undone', hunks: [hunk.id] },
    effect: {
      kind: hunk.outcome === 'rejected' ? 'reapply' : 'rewindBaseline',
      path: hunk.path,
      hunk: hunk.id,
    },
  };
}
