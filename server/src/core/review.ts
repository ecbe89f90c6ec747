/**
 * Verb: a review and what happens to it.
 *
 * - `openReview(named, toAnalysedHunks(result, policy))` starts one; `advance(review, event, policy.mode)` is the only way it
 *   changes. A step holds the new review, the effects the host must carry out in order, or `refused` with a sentence.
 *   `toCancelledHunks(changeSet)`: where a person cancelled the analysis; nothing of them is accepted before the next one.
 * - `mergeReviews(base, mine, theirs)`: when two windows went on from one review.
 * - `groupAlike(hunks, changeSet)`: findings that say the very same, which may be answered together; each keeps its own answer.
 *   `linesNotInView(hunk)`, `countInView`: what the policy wants to have been on screen, and what was.
 * - `blockedBecause(hunk, mode)`: why Accept is off, or null. `findingState`, `answerOf`: for showing.
 *   `awaitingApproval(review)`: what can be put up for approval.
 * - `restoredFile(file, hunks)`: what a file holds when these hunks of it are rejected; `acceptedFile(file, hunks)`: what
 *   the baseline holds when these are accepted. `whole` says which side's exact bytes to write, if it is one side.
 * - `mergeEdits(base, edited, current)`: the same after the file went on, for undo; null when it cannot be done exactly.
 *   `mergeAdjacentEdits` tells lines next to each other apart as well.
 * - `anchorOfBefore(file, line, symbol)`: where on the after-side a line of the before-side is shown.
 * - `toDiffLines(splitSides(file), hunk, context)`: the hunk's lines with the columns that changed.
 *
 * Nothing here throws for what a user did.
 */
import { type AppliedFile, applyToFile } from './change/apply-hunks.ts';
import type { FileChange, HunkId } from './model/change.ts';

export type { AppliedFile } from './change/apply-hunks.ts';
export { anchorOfBefore, clampToAfter } from './change/anchor-before.ts';
export { type DiffLine, type SideLines, splitSides, toDiffLines } from './change/hunk-lines.ts';
export { mergeAdjacentEdits, mergeEdits } from './change/merge-edits.ts';
export { type AlikeGroup, groupAlike } from './review/alike.ts';
export type { AnalysedHunk, FindingName, ReviewEffect, ReviewEvent } from './review/define.ts';
export { addInView, countInView, isAskedToBeSeen, linesNotInView } from './review/in-view.ts';
export {
  answerOf,
  awaitingApproval,
  blockedBecause,
  findingState,
  hasObligation,
  isInQueue,
  isWithoutFindings,
} from './review/obligations.ts';
export { mergeReviews } from './review/merge-reviews.ts';
export { openReview, toAnalysedHunks, toCancelledHunks } from './review/open-review.ts';
export { advance } from './review/transitions.ts';

export function restoredFile(file: FileChange, rejected: ReadonlySet<HunkId>): AppliedFile {
  return applyToFile(file, new Set(file.hunks.map((hunk) => hunk.id).filter((id) => !rejected.has(id))));
}

export function acceptedFile(file: FileChange, accepted: ReadonlySet<HunkId>): AppliedFile {
  return applyToFile(file, accepted);
}
