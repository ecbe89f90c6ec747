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
  readonly rule: { readonly id: string; readonly layer: string };
  readonly tags: readonly string[];
  /** SHA-256 of the evidence lines, newline-joined. */
  readonly evidenceHash: string;
  readonly acknowledgement?: {
    readonly obligation: string;
    readonly reason?: ReasonCode;
    readonly words?: string;
    readonly at: string;
  };
}

export interface RecordedHunk {
  readonly id: string;
  readonly path: string;
  readonly before: LineSpan;
  readonly after: LineSpan;
  /** Git blob ids; null when the file did not exist. */
  readonly beforeBlob: string | null;
  readonly afterBlob: string | null;
  /** False: nothing was analysed. */
  readonly judged: boolean;
  readonly findings: readonly RecordedFinding[];
}

/** What was decided, before the chain is added. */
export type RecordBody =
  | {
      readonly kind: 'decision';
      readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
      readonly changeSet: string;
      readonly outcome: 'accepted' | 'amended' | 'rejected' | 'undone';
      readonly rejectReason?: string;
      readonly hunks: readonly RecordedHunk[];
      readonly origin: Origin;
      readonly policy: { readonly digest: string; readonly base: string | null };
      readonly decidedBy: Decider;
      /** ISO 8601, UTC. */
      readonly decidedAt: string;
      /** When the hunk was first on screen and for how long, if measured. */
      readonly shown?: { readonly at: string; readonly ms: number };
      readonly tool: { readonly name: 'countersign'; readonly version: string };
    }
  | {
      readonly kind: 'problem';
      readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
      readonly message: string;
      readonly decidedAt: string;
      readonly tool: { readonly name: 'countersign'; readonly version: string };
    };

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
