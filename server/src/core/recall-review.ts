/**
 * Verb: `recallReview(review, records, ledger)` brings a review of the same change set to where its records left it: what was
 * decided is decided, what was said of exactly this content is said, and what was put up for approval waits. It starts from a
 * review that was just opened; `records` are those of this clone, whose ledger is `ledger` (null: it has no name yet).
 */
import type { Finding } from './model/finding.ts';
import { recordedApprovals, type LedgerRecord, type RecordedFinding, type RecordedHunk } from './model/record.ts';
import type { DecisionRecord } from './model/ledger.ts';
import type { Acknowledgement, GivenApproval, HunkReview, Review } from './model/review.ts';
import { requestId } from './records/review-request.ts';

export function recallReview(review: Review, records: readonly LedgerRecord[], ledger: string | null): Review {
  const hunks = new Map(review.hunks.map((hunk) => [hunk.id, hunk] as const));
  for (const record of records) {
    if (record.kind !== 'decision' || record.changeSet !== review.id) continue;
    for (const recorded of record.hunks) {
      const hunk = hunks.get(recorded.id);
      if (hunk !== undefined) hunks.set(hunk.id, recallHunk(hunk, recorded, record, ledger));
    }
  }
  const recalled = review.hunks.map((hunk) => hunks.get(hunk.id) ?? hunk);
  return { ...review, hunks: recalled, status: recalled.some(({ outcome }) => outcome === null) ? 'open' : 'done' };
}

function recallHunk(
  hunk: HunkReview,
  recorded: RecordedHunk,
  { outcome, decidedAt, rejectReason, changeSet }: DecisionRecord,
  ledger: string | null,
): HunkReview {
  const { submitted: asked, rejectReason: _reason, ...rest } = hunk;
  const said = recorded.findings.flatMap((finding) => toAcknowledgement(finding, hunk));
  const approvals = recorded.findings.flatMap((finding) => toApproval(finding, hunk));
  const submitted =
    outcome !== 'submitted' || ledger === null ? asked : { at: decidedAt, request: requestId({ ledger, changeSet }) };
  return {
    ...rest,
    acknowledgements: said,
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(submitted === undefined ? {} : { submitted }),
    ...(rejectReason === undefined ? {} : { rejectReason }),
    outcome: outcome === 'submitted' || outcome === 'undone' ? null : outcome,
    notJudgedAcknowledged: !hunk.judged && !recorded.judged && (outcome === 'accepted' || outcome === 'amended'),
  };
}

function isOn({ findings }: HunkReview, { fingerprint }: Pick<Finding, 'fingerprint'>): boolean {
  return findings.some((finding) => finding.fingerprint === fingerprint);
}

function toAcknowledgement(recorded: RecordedFinding, hunk: HunkReview): readonly Acknowledgement[] {
  const { fingerprint, acknowledgement: given } = recorded;
  if (given === undefined || !isOn(hunk, recorded) || !isObligation(given.obligation)) return [];
  return [{ ...given, obligation: given.obligation, fingerprint, hunk: hunk.id }];
}

function isObligation(text: string): text is Acknowledgement['obligation'] {
  return text === 'acknowledge' || text === 'explain' || text === 'approve';
}

function toApproval(recorded: RecordedFinding, hunk: HunkReview): readonly GivenApproval[] {
  const { fingerprint } = recorded;
  if (!isOn(hunk, recorded)) return [];
  return recordedApprovals(recorded).map((approval) => ({ ...approval, fingerprint, hunk: hunk.id }));
}
