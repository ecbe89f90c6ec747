import type { HunkReview, Review } from '../model/review.ts';

/**
 * Two windows went on from one review: what both did, hunk by hunk. A hunk that `mine` changed is as mine has it, every other as
 * theirs. Decisions are never dropped: a hunk that one side no longer lists stays when the other decided it.
 */
export function mergeReviews(base: Review | null, mine: Review, theirs: Review | null): Review {
  if (base === null || theirs === null || isSame(base, theirs)) return mine;
  const [before, own, others] = [base, mine, theirs].map(({ hunks }) => new Map(hunks.map((hunk) => [hunk.id, hunk])));
  const pick = (id: string): HunkReview | undefined => {
    const [was, here, there] = [before?.get(id), own?.get(id), others?.get(id)];
    if (isSame(was, here)) return there;
    return here ?? (there?.outcome == null ? undefined : there);
  };
  const ids = new Set([...(own?.keys() ?? []), ...(others?.keys() ?? [])]);
  const hunks = [...ids].flatMap((id) => pick(id) ?? []);
  return { ...mine, hunks, status: hunks.some(({ outcome }) => outcome === null) ? 'open' : 'done' };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
