import type { LineSpan } from './text.ts';
import type { Origin } from './change.ts';
import type { ReasonCode } from './review.ts';

export const RECORD_SCHEMA_VERSION = 1;

export interface RecordedFinding {
  readonly fingerprint: string;
  readonly detectorId: string;
  readonly kind: string;
  readonly change: string;
  readonly message: string;
  readonly obligation: string;
  /** Only a signature for which its key was touched answers. Absent: any does. */
  readonly presence?: true;
  readonly rule: { readonly id: string; readonly layer: string };
  /** Rules of the same layer that ask another role each. Absent: none, or a record of before there was such a member. */
  readonly alongside?: readonly { readonly id: string; readonly layer: string }[];
  /** Rules that matched too and did not set the obligation. Absent: none, or a record of before 0.2. */
  readonly outranked?: readonly { readonly id: string; readonly layer: string; readonly obligation: string }[];
  readonly tags: readonly string[];
  /** SHA-256 of the evidence lines, newline-joined. */
  readonly evidenceHash: string;
  /** SHA-256 of the lines of the declaration around it, trimmed and newline-joined. Absent in records of before 0.2. */
  readonly subjectHash?: string;
  /** SHA-256 of what is left of the route or function that lost something, without white space. Absent in records of before 0.3. */
  readonly remainingHash?: string;
  readonly acknowledgement?: {
    readonly obligation: string;
    readonly reason?: ReasonCode;
    readonly words?: string;
    readonly at: string;
  };
  /** The other person's signature that accepting it stands on. Absent: none was asked for, or none was there yet. */
  readonly approval?: RecordedApproval;
  /** Of the other roles, where several are asked. Absent: one is. */
  readonly alsoApproved?: readonly RecordedApproval[];
}

export function recordedApprovals({ approval, alsoApproved = [] }: RecordedFinding): readonly RecordedApproval[] {
  return approval === undefined ? alsoApproved : [approval, ...alsoApproved];
}

export interface RecordedApproval {
  readonly role: string;
  readonly by: string;
  /** `SHA256:…`. */
  readonly key: string;
  readonly at: string;
  /** Where its record stands, and that record's hash. */
  readonly ledger: string;
  readonly record: string;
}

export interface RecordedHunk {
  readonly id: string;
  readonly path: string;
  readonly before: LineSpan;
  readonly after: LineSpan;
  /** Git blob ids; null when the file did not exist. */
  readonly beforeBlob: string | null;
  readonly afterBlob: string | null;
  /**
   * What the file holds with this record's accepted hunks of it and no other: where the next decision starts from. Absent when
   * nothing was accepted, and in records of before 0.2.
   */
  readonly acceptedBlob?: string | null;
  /** False: nothing was analysed. */
  readonly judged: boolean;
  readonly findings: readonly RecordedFinding[];
}

/** What every record says of itself. */
interface Recorded {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  /** ISO 8601, UTC. */
  readonly decidedAt: string;
  readonly tool: { readonly name: 'countersign'; readonly version: string };
}

export interface Shown {
  readonly at: string;
  readonly ms: number;
  /** Absent: whoever showed it did not say, or a record of before 0.2. */
  readonly inView?: { readonly lines: number; readonly of: number };
  /** Findings whose details were unfolded and in view, of all that the hunk has. Absent: as for `inView`, before 0.3; or it has none. */
  readonly expanded?: { readonly findings: number; readonly of: number };
}

export interface DecisionBody extends Recorded {
  readonly kind: 'decision';
  readonly changeSet: string;
  /** `submitted`: nothing is decided yet; what the author explained is put up for the approval of another person. */
  readonly outcome: 'accepted' | 'amended' | 'rejected' | 'submitted' | 'undone';
  readonly rejectReason?: string;
  readonly hunks: readonly RecordedHunk[];
  readonly origin: Origin;
  readonly policy: { readonly digest: string; readonly base: string | null };
  readonly decidedBy: Decider;
  /** When the hunk was first on screen and for how long, if measured; and how much of it was in view. */
  readonly shown?: Shown;
}

/** A finding that another person approves, as the author's decision or submission recorded it. */
export interface ApprovedFinding {
  readonly fingerprint: string;
  readonly path: string;
  readonly evidenceHash: string;
  readonly subjectHash?: string;
  readonly remainingHash?: string;
  readonly afterBlob: string | null;
  readonly obligation: string;
  readonly presence?: true;
  /** The record that explained it. */
  readonly decision: { readonly ledger: string; readonly hash: string };
}

/** A second person's signature under what the author explained. It counts once a seal of that person's key covers it. */
export interface ApprovalBody extends Recorded {
  readonly kind: 'approval';
  readonly changeSet: string;
  readonly role: string;
  readonly words?: string;
  readonly findings: readonly ApprovedFinding[];
  readonly policy: { readonly digest: string; readonly base: string | null };
  readonly decidedBy: Decider;
}

/** Which repository something was made in, whatever its remotes and folders are called: clones and forks of one are one. */
export interface RepositoryIdentity {
  /** Another way to tell repositories apart gets another name; a reader that does not know it takes the repository as not named. */
  readonly scheme: 'root-commits/1';
  /** Ids of the commits without parents that its branches begin with, sorted. Never empty. */
  readonly roots: readonly string[];
}

/** The signature of everything before it in the chain that no earlier seal covers. */
export interface SealBody extends Recorded {
  readonly kind: 'seal';
  /** Random id of the chain: one a clone. */
  readonly ledger: string;
  /** The newest record it covers: the one before it, unless another was recorded while the key was asked. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** Change sets whose decisions it covers. */
  readonly changeSets: readonly string[];
  readonly decidedBy: Decider;
  /** Absent: it does not say where it was made: a seal of before there was such a member, of a shallow clone, or of no commit. */
  readonly repository?: RepositoryIdentity;
  /** Whether the key's owner had to touch it. */
  readonly presence: 'touch' | 'none' | 'unknown';
  /** Of RFC 8785 JSON of this record without `signature`, `seq`, `prev` and `hash`, and one `\n`. */
  readonly signature: { readonly format: 'sshsig'; readonly namespace: 'countersign'; readonly value: string };
}

/** Which commit holds what records decided on: written later, for history is rewritten. */
export interface BindingBody extends Recorded {
  readonly kind: 'binding';
  readonly commit: string;
  /** `git patch-id --stable`; null: an empty or a merge commit. */
  readonly patchId: string | null;
  /** Hashes of the records. */
  readonly records: readonly string[];
  /** Paths of the commit that no record accounts for. */
  readonly unmatched: readonly string[];
}

/** A bypass ends by itself: what is to last longer is an exception, and stands in the policy. */
export const MAX_BYPASS_DAYS = 30;

/** Leave to pass without an answer, for a time, with a reason. Whether it counts is for the base policy to say. */
export interface BypassBody extends Recorded {
  readonly kind: 'bypass';
  readonly reason: string;
  /** ISO 8601, UTC: not after it. */
  readonly until: string;
  /** Path patterns; empty: everywhere. */
  readonly paths: readonly string[];
  /** Fingerprints; empty: every finding. */
  readonly fingerprints: readonly string[];
  readonly decidedBy: Decider;
}

export interface ProblemBody extends Recorded {
  readonly kind: 'problem';
  readonly message: string;
}

/** What was decided, before the chain is added. */
export type RecordBody = DecisionBody | ApprovalBody | SealBody | BindingBody | BypassBody | ProblemBody;

/** Who decided, with what the claim stands on. A bare e-mail is no identity: it says `claimed`. */
export interface Decider {
  readonly name: string | null;
  readonly email: string | null;
  readonly key: string | null;
  readonly basis: 'claimed' | 'signed';
  readonly surface: 'panel' | 'terminal' | 'lsp';
}

/** One line of the ledger. `hash` = SHA-256 of RFC 8785 JSON of the line without `hash`; `prev` = hash of the line before. */
export type LedgerRecord = RecordBody & { readonly seq: number; readonly prev: string | null; readonly hash: string };
