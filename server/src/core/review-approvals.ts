/**
 * Verb: `approvalEvents(review, known)` says what others have signed that is about a review and not known to it, as events for
 * `advance`. Of a change set of this clone only: what somebody else explained is theirs to have approved.
 */
import type { Finding } from './model/finding.ts';
import { rolesAsked } from './model/obligation.ts';
import type { HunkReview, Review } from './model/review.ts';
import { approvalsUnder, explainedIn, type CountedApproval } from './records/approvals.ts';
import type { RecordIndex } from './records/record-index.ts';
import { signerName } from './records/sealers.ts';
import type { ReviewEvent } from './review/define.ts';
import { answerOf } from './review/obligations.ts';

export interface KnownApprovals {
  /** Id of this clone's ledger. */
  readonly own: string;
  readonly index: RecordIndex;
  readonly holders: (role: string) => ReadonlySet<string>;
}

export function approvalEvents(review: Review, known: KnownApprovals): readonly ReviewEvent[] {
  const open = review.hunks.filter(({ outcome }) => outcome === null);
  return open.flatMap((hunk) => [
    ...declinedOf(hunk, review, known),
    ...hunk.findings.flatMap((finding) => approvalsOf(finding, hunk, review, known)),
  ]);
}

/** A signed rejection by somebody else, newer than the question. */
function declinedOf(hunk: HunkReview, review: Review, { own, index }: KnownApprovals): readonly ReviewEvent[] {
  const { submitted } = hunk;
  if (submitted === undefined) return [];
  const found = index.decisions.findLast(
    ({ record, ledger, sealer, hunk: { id } }) =>
      record.outcome === 'rejected' &&
      id === hunk.id &&
      record.changeSet === review.id &&
      ledger.id !== own &&
      sealer !== null &&
      record.decidedAt >= submitted.at,
  );
  if (found === undefined || hunk.declined?.record === found.record.hash) return [];
  const { record, sealer, ledger } = found;
  const approvals = hunk.findings.flatMap(({ fingerprint }) => index.approvalsOf(fingerprint));
  if (approvals.some((later) => later.ledger.id === ledger.id && later.record.seq > record.seq)) return [];
  const by = signerName(record.decidedBy, sealer);
  const declined = {
    by,
    at: record.decidedAt,
    words: record.rejectReason ?? '',
    ledger: ledger.id ?? '',
    record: record.hash,
  };
  return [{ kind: 'declined', hunk: hunk.id, declined }];
}

function approvalsOf(
  finding: Finding,
  hunk: HunkReview,
  review: Review,
  known: KnownApprovals,
): readonly ReviewEvent[] {
  const { own, index } = known;
  const roles = rolesAsked(finding.obligation);
  if (roles.length === 0 || answerOf(hunk, finding) === null) return [];
  return index.approvalsOf(finding.fingerprint).flatMap((approval): readonly ReviewEvent[] => {
    const { role } = approval.record;
    if (!roles.includes(role)) return [];
    const isKnown = hunk.approvals?.some(({ record }) => record === approval.record.hash) === true;
    const under = isKnown ? null : explainedIn(approval.finding, hunk.id, index);
    if (under === null || under.ledger.id !== own || under.record.changeSet !== review.id) return [];
    const asked = { role, holders: known.holders(role), index, presence: finding.presence };
    const counted = approvalsUnder(under, asked).find((each) => each.approval === approval);
    if (counted === undefined) return [];
    const { reason, words } = under.finding.acknowledgement ?? {};
    const named = { hunk: hunk.id, fingerprint: finding.fingerprint };
    return [{ kind: 'approved', ...named, approval: toGiven(counted), under: { reason, words } }];
  });
}

function toGiven({ approval: { record, ledger }, by }: CountedApproval) {
  return {
    role: record.role,
    by: signerName(record.decidedBy, by),
    key: by.fingerprint,
    at: record.decidedAt,
    ledger: ledger.id ?? '',
    record: record.hash,
  };
}
