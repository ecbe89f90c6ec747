import * as l10n from '@vscode/l10n';
import type { ChangeSet, HunkId } from '../core/model/change.ts';
import type { Policy } from '../core/model/policy.ts';
import type { RecordedHunk } from '../core/model/record.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { Review } from '../core/model/review.ts';
import { advance, openReview, toAnalysedHunks, toCancelledHunks, type ReviewEvent } from '../core/review.ts';
import type { LandedSet } from '../host/landed-model.ts';
import type { Prompts } from '../host/prompts.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import type { DecidedSet } from './decided-sets.ts';
import type { ReviewedSet } from './file-review.ts';
import type { PlacedHunk } from './to-diff-view.ts';
import type { HoldersOf } from './to-finding-view.ts';
import { toChangeSetView } from './to-view.ts';

export interface RecordName {
  readonly seq: number;
  readonly hash: string;
}

/** A change set with what is known of it. Readonly: a new one replaces it. */
export interface TrackedSet {
  readonly landed: LandedSet;
  /** Null until the first analysis has ended. */
  readonly analysed: Analysed | null;
  /** The same with buffers that are not saved yet, for showing only: decisions are about what is on disk. */
  readonly draft: Draft | null;
  /** Hunks that were decided and are no longer part of the change set: where they were, … */
  readonly decided: ReadonlyMap<HunkId, PlacedHunk>;
  /** … and what was recorded of them. */
  readonly recorded: ReadonlyMap<HunkId, RecordedHunk>;
  readonly records: ReadonlyMap<HunkId, RecordName>;
}

export interface Analysed {
  readonly changeSet: ChangeSet;
  readonly result: ReviewResult;
  readonly review: Review;
}

export interface Draft extends Analysed {
  /** Paths whose buffers are not saved. */
  readonly unsaved: ReadonlySet<string>;
}

/** The same with approvals that came in; itself when none of them is about it. */
export function withApprovals(set: TrackedSet, events: readonly ReviewEvent[], mode: Policy['mode']): TrackedSet {
  if (set.analysed === null) return set;
  const before = set.analysed.review;
  const review = events.reduce((now, event) => advance(now, event, mode).review, before);
  return review === before ? set : { ...set, analysed: { ...set.analysed, review }, draft: null };
}

export function trackSet(landed: LandedSet): TrackedSet {
  return { landed, analysed: null, draft: null, decided: new Map(), recorded: new Map(), records: new Map() };
}

/** The review after a new analysis of its texts: acknowledgements stay where the content did. `result` null: it was cancelled. */
export function carryReview(
  landed: LandedSet,
  review: Review | null,
  result: ReviewResult | null,
  policy: Pick<Policy, 'mode' | 'attention'>,
): Review {
  const hunks = result === null ? toCancelledHunks(landed.changeSet) : toAnalysedHunks(result, policy);
  const { id, title, landedAt, changeSet } = landed;
  if (review === null) return openReview({ id, title, landedAt, origin: changeSet.origin }, hunks);
  return { ...advance(review, { kind: 'analysed', hunks }, policy.mode).review, origin: changeSet.origin };
}

/** What is shown of a set; null before its first analysis. */
export function viewOf(
  { analysed, draft, decided, records }: TrackedSet,
  { mode, privacy }: Pick<Policy, 'mode' | 'privacy'>,
  prompts: Pick<Prompts, 'textOf'>,
  holdersOf: HoldersOf,
): ChangeSetView | null {
  const shown = draft ?? analysed;
  if (shown === null) return null;
  const placed = new Map([...decided].map(([id, hunk]) => [id, relocate(hunk, shown.changeSet)]));
  const asked = prompts.textOf(shown.review.origin.promptHash);
  const askedIsPrivate = asked !== null && privacy.recordPrompts !== 'text';
  const view = toChangeSetView({ ...shown, mode, decided: placed, records, asked, askedIsPrivate, holdersOf });
  if (draft === null) return view;
  return {
    ...view,
    hunks: view.hunks.map((hunk) =>
      draft.unsaved.has(hunk.path) ? { ...hunk, blockedBecause: whyUnsaved(hunk.path) } : hunk,
    ),
  };
}

/** A decided hunk in a file that went on: where its lines stand now, the nearest place to where they were. */
function relocate(placed: PlacedHunk, { files }: ChangeSet): PlacedHunk {
  const { file, hunk } = placed;
  const now = files.find(({ path }) => path === file.path)?.after?.text;
  if (now === undefined || file.after === undefined || hunk.after.lines === 0) return placed;
  const { start, lines } = hunk.after;
  const wanted = file.after.text.split(/\r\n|\n|\r/).slice(start, start + lines);
  const all = now.split(/\r\n|\n|\r/);
  for (let distance = 0; distance < all.length; distance += 1) {
    for (const at of distance === 0 ? [start] : [start - distance, start + distance]) {
      if (at >= 0 && wanted.every((line, index) => line === all[at + index]))
        return { file, hunk: { ...hunk, after: { start: at, lines } } };
    }
  }
  return placed;
}

export function whyUnsaved(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return l10n.t`${name} has edits that are not saved. Save it first.`;
}

export function toDecidedSet({ landed }: TrackedSet, { hunks }: ChangeSetView): DecidedSet {
  const { id, landedAt, isPutAway, changeSet } = landed;
  return {
    id,
    landedAt,
    isPutAway: isPutAway === true,
    origin: changeSet.origin,
    outcomes: hunks.map((it) => it.outcome),
  };
}

export function toReviewedSet(set: TrackedSet, view: ChangeSetView): ReviewedSet {
  return { view, findings: (set.draft ?? set.analysed)?.result.findings ?? [] };
}

/** Changes with every byte on either side of any file, and with nothing else. */
export function contentOf({ files }: ChangeSet): string {
  return JSON.stringify(
    files.map(({ path, previousPath, before, after }) => [
      path,
      previousPath,
      before?.blob,
      before?.mode,
      after?.blob,
      after?.mode,
    ]),
  );
}

/** Changes with everything that a review says; where in it a hunk stands says nothing. */
export function contentOfReview({ hunks, ...review }: Review): string {
  return JSON.stringify([
    review,
    hunks.toSorted((one, other) => Number(one.id > other.id) - Number(one.id < other.id)),
  ]);
}
