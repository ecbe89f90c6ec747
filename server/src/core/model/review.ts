import type { HunkId, Origin } from './change.ts';
import type { Finding } from './finding.ts';

export type ReasonCode = 'needed' | 'mitigated-elsewhere' | 'false-positive' | 'accepted-risk' | 'temporary';

/** Satisfies one finding's obligation on one content. Any byte change in the hunk drops it. */
export interface Acknowledgement {
  readonly fingerprint: string;
  readonly hunk: HunkId;
  /** The obligation that was satisfied, and may later satisfy an equal or weaker one. */
  readonly obligation: 'acknowledge' | 'explain' | 'approve';
  readonly reason?: ReasonCode;
  readonly words?: string;
  /** ISO 8601, from the host's clock. */
  readonly at: string;
}

export type Outcome = 'accepted' | 'amended' | 'rejected';

export interface HunkReview {
  readonly id: HunkId;
  readonly path: string;
  /** `not-judged`: nothing was analysed; acknowledging says so. */
  readonly judged: boolean;
  readonly findings: readonly Finding[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly notJudgedAcknowledged: boolean;
  readonly outcome: Outcome | null;
  readonly rejectReason?: string;
  /** Drafts of explanations whose hunk changed after they were recorded, by fingerprint. */
  readonly drafts: Readonly<Record<string, { readonly reason?: ReasonCode; readonly words?: string }>>;
}

/** The state of one change set under review. Transitions: `review/transitions.ts`. */
export interface Review {
  readonly id: string;
  readonly origin: Origin;
  readonly title: string;
  /** ISO 8601. */
  readonly landedAt: string;
  readonly hunks: readonly HunkReview[];
  readonly status: 'open' | 'done';
}
