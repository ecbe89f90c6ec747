import type { HunkId, Origin } from './change.ts';
import type { Finding } from './finding.ts';
import { rolesAsked } from './obligation.ts';
import type { LineSpan } from './text.ts';

export const reasonCodes = ['needed', 'mitigated-elsewhere', 'false-positive', 'accepted-risk', 'temporary'] as const;
export type ReasonCode = (typeof reasonCodes)[number];

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

/** Another person's signature under what was explained of one finding. Any byte change in the hunk, and other words, drop it. */
export interface GivenApproval {
  readonly fingerprint: string;
  readonly hunk: HunkId;
  readonly role: string;
  /** As the base revision's signers name the key; else as its record names itself. */
  readonly by: string;
  /** `SHA256:…`. */
  readonly key: string;
  /** ISO 8601, as its record says. */
  readonly at: string;
  /** Where it stands. */
  readonly ledger: string;
  readonly record: string;
}

export interface Declined {
  readonly by: string;
  /** ISO 8601, as its record says. */
  readonly at: string;
  readonly words: string;
  /** Where it stands. What the same ledger had approved before counts no more. */
  readonly ledger: string;
  readonly record: string;
}

export type Outcome = 'accepted' | 'amended' | 'rejected';

/** Lines of each side of a hunk, counted from its first one: moving the hunk leaves them as they are. */
export interface LinesInView {
  readonly before: readonly LineSpan[];
  readonly after: readonly LineSpan[];
}

export interface HunkReview {
  readonly id: HunkId;
  readonly path: string;
  /** `not-judged`: nothing was analysed; acknowledging says so. */
  readonly judged: boolean;
  /** A person cancelled the analysis of its text: what stands here is of an earlier one, and nothing is accepted before the next. */
  readonly isCancelled?: true;
  readonly findings: readonly Finding[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly notJudgedAcknowledged: boolean;
  readonly outcome: Outcome | null;
  readonly rejectReason?: string;
  /** Where it stands, when the policy demands that all of it was in view before it is accepted. Absent: it does not. */
  readonly mustSee?: { readonly before: LineSpan; readonly after: LineSpan };
  /** Lines that were on screen at some time, in order and joined. Absent: none that anybody knows of. */
  readonly inView?: LinesInView;
  /** Its explanations were put up for approval as they are: when, and under which request. Absent: they were not. */
  readonly submitted?: { readonly at: string; readonly request: string };
  /** Absent: none. */
  readonly approvals?: readonly GivenApproval[];
  /** Somebody who was asked rejected it, signed: the author should know. Absent: nobody did. */
  readonly declined?: Declined;
  /** Drafts of explanations whose hunk changed after they were recorded, by fingerprint. */
  readonly drafts: Readonly<Record<string, { readonly reason?: ReasonCode; readonly words?: string }>>;
}

/** Signatures of whoever holds the roles that are asked, under what the author said of this content: at most one a role. */
export function approvalsOf(hunk: HunkReview, { fingerprint, obligation }: Finding): readonly GivenApproval[] {
  const own = (hunk.approvals ?? []).filter((it) => it.fingerprint === fingerprint && it.hunk === hunk.id);
  return rolesAsked(obligation).flatMap((role) => own.find((it) => it.role === role) ?? []);
}

/** Roles that are asked and have not approved. */
export function rolesMissing(hunk: HunkReview, finding: Finding): readonly string[] {
  const given = approvalsOf(hunk, finding);
  return rolesAsked(finding.obligation).filter((role) => !given.some((it) => it.role === role));
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
