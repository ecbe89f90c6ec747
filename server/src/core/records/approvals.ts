import type { Sealer } from '../model/ledger.ts';
import type { ApprovedFinding, RecordedFinding } from '../model/record.ts';
import { partiesOf, whyOneParty, type Answer, type Approval, type Party, type RecordIndex } from './record-index.ts';

/** An approval that counts, and the key by which it does. */
export interface CountedApproval {
  readonly approval: Approval;
  readonly by: Sealer;
}

/**
 * Approvals that count under what an author recorded of a finding: sealed with a key that holds the role, none of whose keys is
 * the author's, and given under this record or under an earlier one of the same chain that says the same of the same hunk.
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
): readonly CountedApproval[] {
  const { fingerprint } = answer.finding;
  const authors = [...partiesOf(answer), ...partiesTo(fingerprint, answer.hunk.path, index)];
  return index.approvalsOf(fingerprint).flatMap((approval): readonly CountedApproval[] => {
    const { ledger, record, finding, sealer, toucher } = approval;
    const by = presence === true ? toucher : sealer;
    if (by === null || record.role !== role || !holders.has(by.fingerprint)) return [];
    if (!isUnder(finding, answer, index) || isTakenBack(record.seq, ledger.id, answer, index)) return [];
    const isOwn = partiesOf(approval).some((one) => authors.some((author) => whyOneParty(author, one) !== null));
    return isOwn ? [] : [{ approval, by }];
  });
}

/**
 * Everybody who answered for the finding: who drove an agent is party to what it did, also when somebody else explains it. What
 * nobody signed says of which clone it is, and nothing of anybody's name.
 */
export function partiesTo(fingerprint: string, path: string, index: RecordIndex): readonly Party[] {
  return index
    .answersTo(fingerprint)
    .filter(({ hunk, finding }) => hunk.path === path && finding.acknowledgement !== undefined)
    .flatMap((one) =>
      one.sealer === null && one.toucher === null
        ? [{ ledger: one.ledger.id, key: null, principals: [], name: null, email: null }]
        : partiesOf(one),
    );
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
  const { ledger, record, sealer, toucher } = found;
  if (record.outcome === 'rejected' || record.outcome === 'undone') return null;
  const hunk = record.hunks.find(({ id }) => id === hunkId);
  const finding = hunk?.findings.find((it) => it.fingerprint === fingerprint);
  return hunk === undefined || finding === undefined ? null : { ledger, record, hunk, finding, sealer, toucher };
}

function saysSame({ acknowledgement: one }: RecordedFinding, { acknowledgement: other }: RecordedFinding): boolean {
  if (one === undefined || other === undefined) return false;
  return one.reason === other.reason && one.words === other.words;
}
