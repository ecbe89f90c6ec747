import type { ChangeSet } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { printObligation } from '../model/obligation.ts';
import {
  type Decider,
  RECORD_SCHEMA_VERSION,
  type RecordBody,
  type RecordedApproval,
  type RecordedFinding,
  type RecordedHunk,
  type Shown,
} from '../model/record.ts';
import { approvalsOf, type GivenApproval, type HunkReview, type Outcome, type Review } from '../model/review.ts';
import { hashPlace } from './place-hashes.ts';

/** What only the host knows at the moment of a decision. */
export interface Stamp {
  readonly decidedBy: Decider;
  /** ISO 8601, UTC. */
  readonly decidedAt: string;
  /** Digest of the policy, and the revision it was read from. */
  readonly policy: { readonly digest: string; readonly base: string | null };
  readonly toolVersion: string;
  readonly shown?: Shown;
}

/** The decision a review's `record` effect names. */
export interface Decision {
  readonly outcome: Outcome | 'submitted' | 'undone';
  readonly hunks: readonly string[];
  readonly rejectReason?: string;
}

/**
 * The record of a decision on hunks of the change set they were decided on.
 * @throws Error when a hunk is in neither the review nor the change set: a bug of the caller, not a user's mistake
 */
export function toDecisionBody(decision: Decision, review: Review, changeSet: ChangeSet, stamp: Stamp): RecordBody {
  return {
    kind: 'decision',
    schemaVersion: RECORD_SCHEMA_VERSION,
    changeSet: review.id,
    outcome: decision.outcome,
    ...(decision.rejectReason === undefined ? {} : { rejectReason: decision.rejectReason }),
    hunks: decision.hunks.map((id) => toRecordedHunk(id, review, changeSet)),
    origin: review.origin,
    policy: stamp.policy,
    decidedBy: stamp.decidedBy,
    decidedAt: stamp.decidedAt,
    ...(stamp.shown === undefined ? {} : { shown: stamp.shown }),
    tool: { name: 'countersign', version: stamp.toolVersion },
  };
}

/** A problem that belongs into the chain: a restore that failed after it was recorded, a ledger that was torn. */
export function toProblemBody(message: string, stamp: Pick<Stamp, 'decidedAt' | 'toolVersion'>): RecordBody {
  return {
    kind: 'problem',
    schemaVersion: RECORD_SCHEMA_VERSION,
    message,
    decidedAt: stamp.decidedAt,
    tool: { name: 'countersign', version: stamp.toolVersion },
  };
}

function toRecordedHunk(id: string, review: Review, changeSet: ChangeSet): RecordedHunk {
  const reviewed = review.hunks.find((hunk) => hunk.id === id);
  const file = changeSet.files.find((it) => it.hunks.some((hunk) => hunk.id === id));
  const hunk = file?.hunks.find((it) => it.id === id);
  if (reviewed === undefined || file === undefined || hunk === undefined) throw new Error(`no hunk ${id} to record`);
  return {
    id,
    path: file.path,
    before: hunk.before,
    after: hunk.after,
    beforeBlob: file.before?.blob ?? null,
    afterBlob: file.after?.blob ?? null,
    judged: reviewed.judged,
    findings: reviewed.findings.map((finding) => toRecordedFinding(finding, reviewed, changeSet)),
  };
}

function toRecordedFinding(finding: Finding, hunk: HunkReview, changeSet: ChangeSet): RecordedFinding {
  const given = hunk.acknowledgements.find((it) => it.fingerprint === finding.fingerprint);
  const [approval, ...more] = approvalsOf(hunk, finding);
  return {
    fingerprint: finding.fingerprint,
    detectorId: finding.detectorId,
    kind: finding.kind,
    change: finding.change,
    message: finding.message,
    obligation: printObligation(finding.obligation),
    ...(finding.presence === true ? { presence: true } : {}),
    rule: { id: finding.rule.id, layer: finding.rule.layer },
    ...(finding.alongside === undefined
      ? {}
      : { alongside: finding.alongside.map(({ id, layer }) => ({ id, layer })) }),
    ...(finding.outranked.length === 0
      ? {}
      : { outranked: finding.outranked.map(({ id, layer, obligation }) => ({ id, layer, obligation })) }),
    tags: finding.tags,
    ...hashPlace(finding, changeSet),
    ...(given === undefined
      ? {}
      : {
          acknowledgement: {
            obligation: given.obligation,
            ...(given.reason === undefined ? {} : { reason: given.reason }),
            ...(given.words === undefined ? {} : { words: given.words }),
            at: given.at,
          },
        }),
    ...(approval === undefined ? {} : { approval: toRecordedApproval(approval) }),
    ...(more.length === 0 ? {} : { alsoApproved: more.map(toRecordedApproval) }),
  };
}

function toRecordedApproval({ role, by, key, at, ledger, record }: GivenApproval): RecordedApproval {
  return { role, by, key, at, ledger, record };
}
