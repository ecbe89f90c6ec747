import type { HunkReview, Review } from '../model/review.ts';
import { worded } from '../model/wording.ts';
import { saysSomething } from '../text/says-something.ts';
import type { ReviewEffect, ReviewEvent, Step } from './define.ts';
import { isInQueue, isWithoutFindings } from './obligations.ts';
import { MAX_WORDS, refuse, rejected, undone, withHunks } from './step.ts';

/** Decisions on several hunks at once. Each of them takes all that it is for, or nothing. */

type Event<K extends ReviewEvent['kind']> = Extract<ReviewEvent, { readonly kind: K }>;

/** One record for all that were accepted as they are, and one for all that a person changed. */
export function acceptWithoutFindings(review: Review, { amended, path }: Event<'acceptWithoutFindings'>): Step {
  const meant = leftOf(review, path).filter(isWithoutFindings);
  if (meant.length === 0) return refuse(review, worded`No hunk without findings is waiting.`);
  const outcomeOf = ({ id }: HunkReview): 'accepted' | 'amended' => (amended.has(id) ? 'amended' : 'accepted');
  const records = (['accepted', 'amended'] as const).flatMap((outcome): readonly ReviewEffect[] => {
    const ids = meant.filter((hunk) => outcomeOf(hunk) === outcome).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ kind: 'record', outcome, hunks: ids }];
  });
  return {
    review: withThese(
      review,
      meant.map((hunk) => ({ ...hunk, outcome: outcomeOf(hunk) })),
    ),
    effects: [
      ...records,
      ...meant.map((hunk): ReviewEffect => ({ kind: 'advanceBaseline', path: hunk.path, hunk: hunk.id })),
    ],
    refused: null,
  };
}

/** For one reason, and a record each: what is refused may be looked at and taken back hunk by hunk. */
export function rejectAll(review: Review, { hunks, path, reason }: Event<'rejectAll'>): Step {
  const words = reason.trim();
  if (!saysSomething(words))
    return refuse(review, worded`Rejecting several hunks needs words: what is wrong with them?`);
  if (words.length > MAX_WORDS) return refuse(review, worded`A reason has at most ${MAX_WORDS} characters.`);
  const left = leftOf(review, path);
  const shown = new Set(hunks);
  if (left.length === 0 || left.length !== shown.size || !left.every(({ id }) => shown.has(id)))
    return refuse(review, worded`What is left has changed since it was shown. Look at it again.`);
  return allOf(
    review,
    left.map((hunk) => {
      const { decided, record, effect } = rejected(hunk, words);
      return { hunk: decided, record, effect };
    }),
  );
}

/** The last first: what was decided later may stand on what was decided before. */
export function undoAll(review: Review, { hunks }: Event<'undoAll'>): Step {
  const wanted = new Set(hunks);
  const meant = review.hunks.filter(({ id, outcome }) => wanted.has(id) && outcome !== null);
  if (meant.length === 0 || meant.length !== wanted.size)
    return refuse(review, worded`What was decided together is not as it was. Take the decisions back one by one.`);
  return allOf(
    review,
    meant.toReversed().map((hunk) => {
      const { undecided, record, effect } = undone(hunk);
      return { hunk: undecided, record, effect };
    }),
  );
}

/** What waits for somebody: in the set, or in one file of it. */
function leftOf({ hunks, origin }: Review, path: string | undefined): readonly HunkReview[] {
  return hunks.filter(
    (hunk) => hunk.outcome === null && isInQueue(hunk, origin) && (path === undefined || hunk.path === path),
  );
}

function allOf(
  review: Review,
  steps: readonly {
    readonly hunk: HunkReview;
    readonly record: ReviewEffect;
    readonly effect: ReviewEffect;
  }[],
): Step {
  return {
    review: withThese(
      review,
      steps.map(({ hunk }) => hunk),
    ),
    effects: [...steps.map(({ record }) => record), ...steps.map(({ effect }) => effect)],
    refused: null,
  };
}

function withThese(review: Review, changed: readonly HunkReview[]): Review {
  const byId = new Map(changed.map((hunk) => [hunk.id, hunk]));
  return withHunks(
    review,
    review.hunks.map((hunk) => byId.get(hunk.id) ?? hunk),
  );
}
