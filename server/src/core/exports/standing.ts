import { recordedApprovals, type ApprovalBody, type RecordedFinding } from '../model/record.ts';
import { rolesIn } from '../model/obligation.ts';
import type { ExportedChain, RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { checkedDecider, nameOfChain } from './verdict.ts';

type Decision = Extract<ExportedRecord, { readonly kind: 'decision' }>;
type Approval = Extract<ExportedRecord, { readonly kind: 'approval' }>;

/** Which decision on a hunk stands at the end, and who approved what: a later record changes what an earlier one means. */
export interface Standing {
  /** Whether no later record of its ledger decides the hunk again. */
  readonly isLast: (chain: ExportedChain, record: Decision, hunk: string) => boolean;
  /** In whatever ledger they stand. */
  readonly approvalsOf: (record: Decision, finding: string, path: string) => readonly Approver[];
}

export interface Approver {
  /** `basis` as it was checked. */
  readonly by: ApprovalBody['decidedBy'];
  readonly role: string;
  readonly at: string;
  readonly words?: string;
  readonly record: { readonly ledger: string; readonly seq: number; readonly hash: string };
  /** Names and key of who signed it. Null: nobody who may, so that it does not count. */
  readonly signedBy: string | null;
}

/** In one walk. What it keeps is a number a hunk and a line an approval and an approved finding. */
export function standingOf({ chains }: Pick<RecordsInput, 'chains'>): Standing {
  const last = new Map<ExportedChain, Map<string, number>>();
  const approvals = new Map<string, Approver[]>();
  const byHash = new Map<string, readonly Approver[]>();
  for (const chain of chains) {
    const own = new Map<string, number>();
    last.set(chain, own);
    for (const record of chain.records) {
      if (record.kind === 'decision') for (const { id } of record.hunks) own.set(nameOf(record, id), record.seq);
      if (record.kind === 'approval') byHash.set(record.hash, [addApproval(chain, record, approvals)]);
    }
  }
  return {
    isLast: (chain, record, hunk) => last.get(chain)?.get(nameOf(record, hunk)) === record.seq,
    approvalsOf: (record, finding, path) => {
      const under = approvals.get(`${record.hash}\0${finding}\0${path}`) ?? [];
      // What was approved before it was accepted was approved under the record that put it up.
      return under.length > 0
        ? under
        : approvedBefore(record, finding, path).flatMap((earlier) => byHash.get(earlier) ?? []);
    },
  };
}

function nameOf({ changeSet }: Decision, hunk: string): string {
  return `${changeSet}\0${hunk}`;
}

function approvedBefore({ hunks }: Decision, fingerprint: string, path: string): readonly string[] {
  const found = hunks
    .filter((hunk) => hunk.path === path)
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.fingerprint === fingerprint);
  return found === undefined ? [] : recordedApprovals(found).map(({ record }) => record);
}

function addApproval(chain: ExportedChain, record: Approval, approvals: Map<string, Approver[]>): Approver {
  const { seq, hash, role, decidedAt, decidedBy, words } = record;
  const signer = chain.signerOf(seq);
  const approver: Approver = {
    by: checkedDecider(decidedBy, signer),
    role,
    at: decidedAt,
    ...(words === undefined ? {} : { words }),
    record: { ledger: nameOfChain(chain), seq, hash },
    signedBy: signer?.words ?? null,
  };
  for (const { decision, fingerprint, path } of record.findings) {
    const key = `${decision.hash}\0${fingerprint}\0${path}`;
    const known = approvals.get(key) ?? [];
    approvals.set(key, known);
    known.push(approver);
  }
  return approver;
}

/** Whether somebody signed under it in each role that is asked: whether they hold it is for the policy of the base revision to say. */
export function isApproved(
  approvals: readonly Approver[],
  { obligation }: Pick<RecordedFinding, 'obligation'>,
): boolean {
  return rolesIn(obligation).every((asked) =>
    approvals.some(({ signedBy, role }) => signedBy !== null && role === asked),
  );
}
