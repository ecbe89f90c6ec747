import { recordedApprovals, type DecisionBody, type RecordedApproval, type RecordedFinding } from '../model/record.ts';
import { isAccepted, nameOf } from './decided.ts';
import { row, type Row } from './row.ts';
import type { Approver } from './standing.ts';

/** A finding as it was put up, and what was answered. */
export interface FindingEntry {
  readonly message: string;
  readonly asked: string;
  readonly tags: readonly string[];
  readonly answer: string;
  /** `open`: accepted without the answer that was asked for. */
  readonly state: 'answered' | 'open' | 'none';
  readonly rows: readonly Row[];
}

/** The other person's words stand with those they are about, wherever they were recorded. */
function approvalWords(approvals: readonly Approver[], recorded: readonly RecordedApproval[]): string {
  const told = approvals.map(({ by, role, at, words, record, signedBy }) => {
    const said = words === undefined ? '' : `: “${words}”`;
    const signed =
      signedBy === null ? 'not signed by anybody who may, so that it does not count' : `signed by ${signedBy}`;
    return ` Approved by ${nameOf(by)} as ${role} at ${at}${said}, ${signed} (No. ${record.seq} of ${record.ledger}).`;
  });
  if (told.length > 0) return told.join('');
  return recorded
    .map(
      ({ by, role, at, key, record }) =>
        ` It names an approval by ${by} as ${role} at ${at}, key ${key}, whose record ${record} is not here.`,
    )
    .join('');
}

export function toFindingEntry(
  finding: RecordedFinding,
  outcome: DecisionBody['outcome'],
  approvals: readonly Approver[],
): FindingEntry {
  const { acknowledgement: given, rule, obligation } = finding;
  const isOpen = given === undefined && obligation !== 'none' && isAccepted(outcome);
  const reason = given?.reason === undefined ? '' : `, reason ${given.reason}`;
  const words = given?.words === undefined ? '' : `: “${given.words}”`;
  const unanswered =
    obligation === 'none'
      ? 'No answer was asked for.'
      : isOpen
        ? 'Not acknowledged.'
        : outcome === 'submitted'
          ? 'Not acknowledged yet.'
          : 'Not acknowledged; the edit did not stay.';
  const answer =
    given === undefined
      ? unanswered
      : `Answered (${given.obligation}${reason}) at ${given.at}${words === '' ? '.' : words}`;
  return {
    message: finding.message,
    asked: `${obligation}, by rule ${rule.id} (${rule.layer})`,
    tags: finding.tags,
    answer: `${answer}${approvalWords(approvals, recordedApprovals(finding))}`,
    state: isOpen ? 'open' : given === undefined ? 'none' : 'answered',
    rows: [
      row('Found by', `${finding.detectorId}: ${finding.kind} ${finding.change}`),
      row('Fingerprint', { code: finding.fingerprint }),
      row('Evidence', 'SHA-256 ', { code: finding.evidenceHash }),
    ],
  };
}
