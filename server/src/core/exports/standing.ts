import type { ApprovalBody } from '../model/record.ts';
import type { ExportedRecord } from './exported-record.ts';

type Decision = Extract<ExportedRecord, { readonly kind: 'decision' }>;
type Approval = Extract<ExportedRecord, { readonly kind: 'approval' }>;

/** Which decision on a hunk stands at the end, and who approved what: a later record changes what an earlier one means. */
export interface Standing {
  /** Whether no later record decides the hunk again. */
  readonly isLast: (record: Decision, hunk: string) => boolean;
  readonly approvalsOf: (record: Decision, finding: string, path: string) => readonly Approver[];
}

export interface Approver {
  readonly by: ApprovalBody['decidedBy'];
  readonly role: string;
  readonly at: string;
  readonly words?: string;
  readonly record: { readonly seq: number; readonly hash: string };
}

/** In one walk. What it keeps is a number a hunk and a line an approval and an approved finding. */
export function standingOf(records: Iterable<ExportedRecord>): Standing {
  const last = new Map<string, number>();
  const approvals = new Map<string, Approver[]>();
  const byHash = new Map<string, readonly Approver[]>();
  for (const record of records) {
    if (record.kind === 'decision') for (const { id } of record.hunks) last.set(nameOf(record, id), record.seq);
    if (record.kind === 'approval') byHash.set(record.hash, [addApproval(record, approvals)]);
  }
  return {
    isLast: (record, hunk) => last.get(nameOf(record, hunk)) === record.seq,
    approvalsOf: (record, finding, path) => {
      const under = approvals.get(`${record.hash}\0${finding}\0${path}`) ?? [];
      // What was approved before it was accepted was approved under the record that put it up.
      const earlier = approvedBefore(record, finding, path);
      return earlier === null || under.length > 0 ? under : (byHash.get(earlier) ?? []);
    },
  };
}

function nameOf({ changeSet }: Decision, hunk: string): string {
  return `${changeSet}\0${hunk}`;
}

function approvedBefore({ hunks }: Decision, fingerprint: string, path: string): string | null {
  const found = hunks
    .filter((hunk) => hunk.path === path)
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.fingerprint === fingerprint);
  return found?.approval?.record ?? null;
}

function addApproval(record: Approval, approvals: Map<string, Approver[]>): Approver {
  const approver: Approver = {
    by: record.decidedBy,
    role: record.role,
    at: record.decidedAt,
    ...(record.words === undefined ? {} : { words: record.words }),
    record: { seq: record.seq, hash: record.hash },
  };
  for (const { decision, fingerprint, path } of record.findings) {
    const key = `${decision.hash}\0${fingerprint}\0${path}`;
    const known = approvals.get(key) ?? [];
    approvals.set(key, known);
    known.push(approver);
  }
  return approver;
}
