import type { ChangeSet, FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { printObligation } from '../model/obligation.ts';
import {
  type Decider,
  RECORD_SCHEMA_VERSION,
  type RecordBody,
  type RecordedFinding,
  type RecordedHunk,
} from '../model/record.ts';
import type { HunkReview, Outcome, Review } from '../model/review.ts';
import { sha256Hex } from '../text/hash.ts';
import { splitLines, withoutTerminator } from '../text/lines.ts';

/** What only the host knows at the moment of a decision. */
export interface Stamp {
  readonly decidedBy: Decider;
  /** ISO 8601, UTC. */
  readonly decidedAt: string;
  /** Digest of the policy, and the revision it was read from. */
  readonly policy: { readonly digest: string; readonly base: string | null };
  readonly toolVersion: string;
  readonly shown?: { readonly at: string; readonly ms: number };
}

/** The decision a review's `record` effect names. */
export interface Decision {
  readonly outcome: Outcome | 'undone';
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
    findings: reviewed.findings.map((finding) => toRecordedFinding(finding, reviewed, file, changeSet)),
  };
}

function toRecordedFinding(
  finding: Finding,
  hunk: HunkReview,
  file: FileChange,
  changeSet: ChangeSet,
): RecordedFinding {
  const given = hunk.acknowledgements.find((it) => it.fingerprint === finding.fingerprint);
  return {
    fingerprint: finding.fingerprint,
    detectorId: finding.detectorId,
    kind: finding.kind,
    change: finding.change,
    message: finding.message,
    obligation: printObligation(finding.obligation),
    rule: { id: finding.rule.id, layer: finding.rule.layer },
    tags: finding.tags,
    evidenceHash: sha256Hex(evidenceLines(finding, file, changeSet).join('\n')),
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
  };
}

/**
 * The lines a finding stands on: of each evidence in a file of the change set, in order, on the finding's side; without
 * any, the lines of the finding itself. Trimmed, so that indenting a block makes no other evidence.
 */
function evidenceLines(finding: Finding, file: FileChange, changeSet: ChangeSet): readonly string[] {
  const places = finding.evidence.flatMap(({ path, range }) => {
    const holder = changeSet.files.find((it) => it.path === path || it.previousPath === path);
    return holder === undefined ? [] : [{ file: holder, range }];
  });
  return (places.length > 0 ? places : [{ file, range: finding.range }]).flatMap(({ file: holder, range }) =>
    splitLines(holder[finding.side]?.text ?? '')
      .slice(range.start.line, Math.max(range.end.line, range.start.line) + 1)
      .map((line) => withoutTerminator(line).trim()),
  );
}
