import type { HunkId } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Declined, GivenApproval, HunkReview, LinesInView, Outcome, ReasonCode, Review } from '../model/review.ts';
import type { Wording } from '../model/wording.ts';

/** A hunk as the newest analysis sees it. */
export interface AnalysedHunk {
  readonly id: HunkId;
  readonly path: string;
  /** False: nothing, or not everything, was analysed. */
  readonly judged: boolean;
  /** The analysis was cancelled: it says nothing of what the hunk holds. */
  readonly isCancelled?: true;
  readonly findings: readonly Finding[];
  readonly mustSee?: NonNullable<HunkReview['mustSee']>;
}

/** Names a finding in a review. */
export interface FindingName {
  readonly hunk: HunkId;
  readonly fingerprint: string;
}

/** An answer may be for others as well that say the very same in another place: each of them keeps an answer of its own. */
interface Shared {
  readonly alike?: readonly FindingName[];
}

/** What can happen to a review. `at` is ISO 8601 from the host's clock. */
export type ReviewEvent =
  /** The texts were analysed as they are after every decision so far; an older analysis must be dropped by the host. */
  | { readonly kind: 'analysed'; readonly hunks: readonly AnalysedHunk[] }
  | ({ readonly kind: 'acknowledge'; readonly at: string } & FindingName & Shared)
  | ({
      readonly kind: 'explain';
      readonly reason: ReasonCode;
      readonly words: string;
      readonly at: string;
    } & FindingName &
      Shared)
  /** The answer is taken back, while its hunk is not decided. `fingerprint` null: that nothing was analysed. */
  | { readonly kind: 'withdraw'; readonly hunk: HunkId; readonly fingerprint: string | null }
  /** These lines were on screen. */
  | { readonly kind: 'seen'; readonly hunk: HunkId; readonly lines: LinesInView }
  | { readonly kind: 'acknowledgeNotJudged'; readonly hunk: HunkId }
  /** Puts what was explained up for approval. `request`: the id that whoever is asked opens it by. */
  | { readonly kind: 'submit'; readonly request: string; readonly at: string }
  /**
   * Somebody signed under what was explained. The host has checked the signature, that its key holds the role, and that it is
   * not the author's; whether it is about this content and these words is checked here.
   */
  | {
      readonly kind: 'approved';
      readonly hunk: HunkId;
      readonly fingerprint: string;
      readonly approval: Omit<GivenApproval, 'hunk' | 'fingerprint'>;
      /** What was signed under. */
      readonly under: { readonly reason?: string | undefined; readonly words?: string | undefined };
    }
  /** Somebody who was asked said no. */
  | { readonly kind: 'declined'; readonly hunk: HunkId; readonly declined: Declined }
  /** `amended`: a person changed the edit before accepting it; the host knows. */
  | { readonly kind: 'accept'; readonly hunk: HunkId; readonly as: Exclude<Outcome, 'rejected'> }
  /** `amended`: those among them that a person changed. `path`: of this file alone. */
  | { readonly kind: 'acceptWithoutFindings'; readonly amended: ReadonlySet<HunkId>; readonly path?: string }
  | { readonly kind: 'reject'; readonly hunk: HunkId; readonly reason: string }
  /** All that is left undecided, of the set or of one file. `hunks`: that, as it was shown; when it is another now, none is rejected. */
  | {
      readonly kind: 'rejectAll';
      readonly hunks: readonly HunkId[];
      readonly path?: string;
      readonly reason: string;
    }
  | { readonly kind: 'undo'; readonly hunk: HunkId }
  /** These decisions, or none of them. */
  | { readonly kind: 'undoAll'; readonly hunks: readonly HunkId[] }
  | { readonly kind: 'closed' };

/** What the host must do, in this order. `record` comes first: it is durable before anything is shown or restored. */
export type ReviewEffect =
  | {
      readonly kind: 'record';
      /** `submitted`: nothing is decided; what was explained is put up for approval. */
      readonly outcome: Outcome | 'submitted' | 'undone';
      readonly hunks: readonly HunkId[];
      readonly rejectReason?: string;
    }
  /** Put the hunk's exact earlier lines back on disk. */
  | { readonly kind: 'restore'; readonly path: string; readonly hunk: HunkId }
  /** The hunk is part of the reviewed state from now on. */
  | { readonly kind: 'advanceBaseline'; readonly path: string; readonly hunk: HunkId }
  /** The opposite of `advanceBaseline`, after undo. */
  | { readonly kind: 'rewindBaseline'; readonly path: string; readonly hunk: HunkId }
  /** The opposite of `restore`, after undo. */
  | { readonly kind: 'reapply'; readonly path: string; readonly hunk: HunkId };

/** `refused` is a sentence for people; then the review is as it was and there are no effects. */
export interface Step {
  readonly review: Review;
  readonly effects: readonly ReviewEffect[];
  readonly refused: Wording | null;
}

export type Mode = Policy['mode'];
