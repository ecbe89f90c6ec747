import type { ChangeSet, HunkId } from './change.ts';
import type { Finding } from './finding.ts';
import type { Policy } from './policy.ts';
import type { Failure, Problem } from './problem.ts';
import type { LedgerRecord } from './record.ts';
import type { ReviewResult } from './result.ts';

export const GATE_SCHEMA_VERSION = 1;

/** Who signed a record, as the allowed signers of the base revision know the key. */
export interface Signer {
  /** `SHA256:…` */
  readonly key: string;
  /** Names that the allowed signers give the key: e-mail addresses, teams. */
  readonly principals: readonly string[];
}

/** A record of a chain that is whole. */
export interface GateRecord {
  /** Id of its chain. */
  readonly ledger: string;
  readonly record: LedgerRecord;
  /** Null: no seal of a key that the base revision knows covers it. */
  readonly signer: Signer | null;
  /** Of a seal for which the key was touched. Null: there is none. */
  readonly toucher: Signer | null;
  /** Whoever signed it has signed too that it was in this repository. */
  readonly isBound: boolean;
}

/** What happened to a file on the branch, as git has it. */
export interface HistoryStep {
  /** At the later side. */
  readonly path: string;
  /** Git blob ids; null: there is no such file. */
  readonly from: string | null;
  readonly to: string | null;
  /** A merge of the base that nobody had a hand in; or the hunks of a commit. */
  readonly by: 'merge' | readonly HunkId[];
}

/** Of files whose findings the records alone do not settle. */
export interface BranchHistory {
  readonly steps: readonly HistoryStep[];
  /** Contents that paths had where the branch left the base: what the base held is nobody's to answer for. */
  readonly starts: ReadonlyMap<string, ReadonlySet<string | null>>;
}

/**
 * `landed`: the base holds, or held since, what the answer is for. `elsewhere`: it was given on no history of this base. `unbound`:
 * it was given on no commit, and its seal does not say that it was here.
 */
export type WhySpent = 'landed' | 'elsewhere' | 'unbound';

/** Hunks of decisions that answer for nothing any more, by `spentKey`. */
export type SpentHunks = ReadonlyMap<string, WhySpent>;

export type FloorSettings = Pick<GateInput, 'ignored' | 'countsUnsigned' | 'bypassKeys'>;

export interface GateInput {
  /** Base to merged future state. */
  readonly changeSet: ChangeSet;
  readonly result: ReviewResult;
  readonly policy: Policy;
  readonly history: BranchHistory;
  /** In chain order within a ledger. */
  readonly records: readonly GateRecord[];
  /** Absent: nothing is known to be. */
  readonly spent?: SpentHunks;
  /** Paths that the base policy leaves out of reviews; a file that is renamed, when both of its names are. */
  readonly ignored: ReadonlySet<string>;
  /** The base policy lets records without a signature count. */
  readonly countsUnsigned: boolean;
  /** Keys that hold a role of the base policy. */
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keys whose bypass the base policy lets pass. */
  readonly bypassKeys: ReadonlySet<string>;
  /** Addresses of whoever wrote commits of the range, by the paths they touch; lower case. */
  readonly authors: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same three for findings under a floor of the organisation. Absent: there is no floor. */
  readonly floors?: FloorSettings;
  /** `agent`: what a person signed as their own work needs no answer. */
  readonly requireOrigin: 'any' | 'agent';
  /** ISO 8601, UTC: bypasses end. */
  readonly now: string;
}

/** Why a finding has no answer that counts; `missing-words.ts` says each to people. */
export type Missing =
  | 'no-record'
  | 'changed-since'
  | 'too-weak'
  | 'taken-back'
  /** Explained and put up for approval, and not accepted yet. */
  | 'put-up'
  /** Explained and approved, and not accepted since. */
  | 'not-accepted'
  | 'unsigned'
  /** Signed, and not with a touch of the key, which the policy demands. */
  | 'untouched'
  /** What was answered counts, for another finding that is alike: one answer covers one place. */
  | 'answer-used'
  /** It holds for a change that is in the base already, or it was given in another repository. */
  | 'landed'
  | 'elsewhere'
  | 'unbound'
  | 'not-approved'
  | 'own-approval'
  | 'not-in-role'
  | 'blocked'
  | 'bypass-too-long'
  | 'only-together';

/** How the answer was found. */
export type SettledBy =
  /** Same finding, same lines, same declaration around it. */
  | 'record'
  /** Every step from the base's content to the merged one was accepted. */
  | 'lineage'
  /** A person signed the change as their own. */
  | 'human-origin'
  | 'bypass';

/** Where an answer stands, for people and for whoever looks it up. */
export interface RecordReference {
  readonly ledger: string;
  readonly seq: number;
  readonly hash: string;
  /** Name, e-mail or key of who decided. */
  readonly by: string;
  readonly isSigned: boolean;
  /** Of a decision or an approval: what "countersign open" and "countersign decide" are given. */
  readonly changeSet?: string;
}

/** One of the roles that must approve, and the approval that counts. */
export interface GatedRole {
  readonly role: string;
  readonly approved: (RecordReference & { readonly at: string }) | null;
}

export interface GatedFinding {
  readonly finding: Finding;
  readonly evidenceHash: string;
  readonly subjectHash: string | null;
  readonly settled: { readonly by: SettledBy; readonly records: readonly RecordReference[] } | null;
  /** Set when nothing settles it. */
  readonly missing: Missing | null;
  /** Roles that have not approved. Absent: none is asked, or it lacks something else. */
  readonly rolesMissing?: readonly string[];
  /** Of what is explained and asks for approvals: every role, whether it is missing or not. */
  readonly roles?: readonly GatedRole[];
  /** The nearest record there is, for people: what was acknowledged before, or who approved in vain. */
  readonly nearest?: RecordReference;
}

/** A file that no analysis could read. A person can accept its bytes as they are; the record says that nothing was analysed. */
export interface GatedFile {
  readonly path: string;
  readonly message: string;
  readonly settled: readonly RecordReference[] | null;
}

/** `passes` 0 · `closed` 1 · `not-judged` 2. */
export interface GateVerdict {
  readonly outcome: 'passes' | 'closed' | 'not-judged';
  /** The base policy only observes: what is missing stops nobody. */
  readonly isObserved: boolean;
  /** Every finding that carries an obligation. */
  readonly findings: readonly GatedFinding[];
  readonly unjudged: readonly GatedFile[];
  /** Changed files that the base policy leaves out of reviews: nothing is asked about them. */
  readonly ignored: readonly string[];
  /** Where the analysis could not answer. */
  readonly failures: readonly Failure[];
  readonly problems: readonly Problem[];
}
