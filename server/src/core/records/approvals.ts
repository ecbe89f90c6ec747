import type { Finding } from '../model/finding.ts';
import type { ApprovedFinding, RecordedApproval, RecordedFinding } from '../model/record.ts';
import type { HunkReview } from '../model/review.ts';
import { partyOf, whyOneParty, type Answer, type Approval, type RecordIndex } from './record-index.ts';

/** As the record of accepting the hunk names it. Null: there is none, or none is asked for. */
export function approvalIn(
  { id, approvals }: HunkReview,
  { fingerprint, obligation }: Finding,
): RecordedApproval | null {
  if (obligation.kind !== 'approve') return null;
  const given = approvals?.find(
    (it) => it.fingerprint === fingerprint && it.hunk === id && it.role === obligation.role,
  );
  if (given === undefined) return null;
  const { role, by, key, at, ledger, record } = given;
  return { role, by, key, at, ledger, record };
}

/**
 * Approvals that count under what an author recorded of a finding: sealed with a key that holds the role, not the author's, and
 * given under this record or under an earlier one of the same chain that says the same of the same hunk.
 *
 * @param holders keys of the role at the base revision
 */
export function approvalsUnder(
  answer: Answer,
  {
    role,
    holders,
    index,
    presence = answer.finding.presence,
  }: {
    readonly role: string;
    readonly holders: ReadonlySet<string>;
    readonly index: RecordIndex;
    /** As the policy in force says; without, as the record does. */
    readonly presence?: true | undefined;
  },
): readonly Approval[] {
  const author = partyOf(answer.ledger, answer.record, answer.sealer);
  return index.approvalsOf(answer.finding.fingerprint).filter(({ ledger, record, finding, ...signed }) => {
    const sealer = presence === true ? signed.toucher : signed.sealer;
    if (sealer === null || record.role !== role || !holders.has(sealer.fingerprint)) return false;
    if (!isUnder(finding, answer, index) || isTakenBack(record.seq, ledger.id, answer, index)) return false;
    return whyOneParty(author, partyOf(ledger, record, sealer)) === null;
  });
}

/** Whoever approved the hunk has rejected it since. */
function isTakenBack(seq: number, ledger: string | null, { record, hunk }: Answer, index: RecordIndex): boolean {
  return index.decisions.some(
    (other) =>
      other.record.outcome === 'rejected' &&
      other.ledger.id === ledger &&
      other.record.seq > seq &&
      other.hunk.id === hunk.id &&
      other.record.changeSet === record.changeSet,
  );
}

function isUnder(approved: ApprovedFinding, { ledger, record, hunk, finding }: Answer, index: RecordIndex): boolean {
  if (approved.path !== hunk.path) return false;
  if (approved.decision.hash === record.hash) return true;
  const found = explainedIn(approved, hunk.id, index);
  if (found === null || found.record.changeSet !== record.changeSet || found.ledger.id !== ledger.id) return false;
  return found.finding.evidenceHash === finding.evidenceHash && saysSame(found.finding, finding);
}

/** What was approved, as its author recorded it of this hunk. Null: there is no such record, or it took the edit back. */
export function explainedIn(
  { fingerprint, decision }: ApprovedFinding,
  hunkId: string,
  index: RecordIndex,
): Answer | null {
  const found = index.record(decision.hash);
  if (found?.record.kind !== 'decision') return null;
  const { ledger, record, sealer } = found;
  if (record.outcome === 'rejected' || record.outcome === 'undone') return null;
  const hunk = record.hunks.find(({ id }) => id === hunkId);
  const finding = hunk?.findings.find((it) => it.fingerprint === fingerprint);
  return hunk === undefined || finding === undefined ? null : { ledger, record, hunk, finding, sealer };
}

function saysSame({ acknowledgement: one }: RecordedFinding, { acknowledgement: other }: RecordedFinding): boolean {
  if (one === undefined || other === undefined) return false;
  return one.reason === other.reason && one.words === other.words;
}
