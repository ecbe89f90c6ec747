import type { Decider, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { defineRecordExport, type ExportedChain, type RecordsInput } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { toEpochMs } from './epoch.ts';
import { limitsOf } from './limits.ts';
import { isApproved, standingOf, type Approver, type Standing } from './standing.ts';
import { checkedDecider, faultsOf, nameOfChain, verdictOf } from './verdict.ts';

type Decision = Extract<ExportedRecord, { readonly kind: 'decision' }>;

const SCHEMA_VERSION = '1.8.0';

/**
 * OCSF 1.8.0, one event a line: a Compliance Finding (2003) for each recorded finding, a Base Event (0) for what is no finding.
 * What OCSF has no member for stands in `unmapped`, whole.
 * @see https://schema.ocsf.io/1.8.0/classes/compliance_finding
 */
export const recordsOcsf = defineRecordExport({
  id: 'ocsf',
  title: 'OCSF',
  mediaType: 'application/x-ndjson',
  extension: 'ocsf.jsonl',
  carries: 'narrowed',
  *write(input) {
    const standing = standingOf(input);
    yield toLine(exportEvent(input));
    for (const chain of input.chains)
      for (const record of chain.records)
        for (const event of eventsOf(record, chain, standing, input)) yield toLine(event);
  },
});

function* eventsOf(
  record: ExportedRecord,
  chain: ExportedChain,
  standing: Standing,
  input: RecordsInput,
): Iterable<object> {
  if (record.kind !== 'decision') {
    yield baseEvent(record, chain, input);
    return;
  }
  for (const hunk of record.hunks) {
    if (hunk.findings.length === 0) yield baseEvent({ ...record, hunks: [hunk] }, chain, input);
    for (const finding of hunk.findings) {
      const approvals = standing.approvalsOf(record, finding.fingerprint, hunk.path);
      yield complianceFinding({ record, hunk, finding, approvals }, chain, input);
    }
  }
}

function toLine(event: object): string {
  return `${JSON.stringify(event)}\n`;
}

function metadataOf(input: RecordsInput, record?: ExportedRecord): object {
  return {
    version: SCHEMA_VERSION,
    product: { name: 'Countersign', vendor_name: 'Countersign contributors', version: input.tool.version },
    log_name: 'countersign-ledger',
    ...(record === undefined ? {} : { uid: record.hash, sequence: record.seq, original_time: record.decidedAt }),
  };
}

/** First of all what the export says of itself. */
function exportEvent(input: RecordsInput): object {
  const { scope, at } = input;
  const { isSound, title, message } = verdictOf(input);
  return {
    ...BASE,
    activity_name: 'export',
    severity_id: isSound ? 1 : 4,
    severity: isSound ? 'Informational' : 'High',
    time: at === undefined ? 0 : toEpochMs(at),
    message: `${title} ${message}`,
    metadata: metadataOf(input),
    unmapped: {
      scope,
      ledgers: input.chains.map(({ report }) => report),
      limits: limitsOf(input),
      ...(input.coverage === undefined ? {} : { coverage: input.coverage }),
    },
  };
}

const BASE = {
  category_uid: 0,
  category_name: 'Uncategorized',
  class_uid: 0,
  class_name: 'Base Event',
  activity_id: 99,
  type_uid: 99,
  type_name: 'Base Event: Other',
} as const;

const MESSAGES: Readonly<Record<ExportedRecord['kind'], string>> = {
  decision: 'A hunk without findings was decided.',
  approval: 'Another person approved.',
  seal: 'Records were signed.',
  binding: 'Records were tied to a commit.',
  bypass: 'Findings may pass without an answer for a time.',
  problem: 'A problem.',
};

function baseEvent(record: ExportedRecord, chain: ExportedChain, input: RecordsInput): object {
  const checked = checkedState(record, chain);
  const isLoud = record.kind === 'problem' || record.kind === 'bypass' || checked.wrong.length > 0;
  return {
    ...BASE,
    activity_name: record.kind,
    severity_id: isLoud ? 3 : 1,
    severity: isLoud ? 'Medium' : 'Informational',
    time: toEpochMs(record.decidedAt),
    message: record.kind === 'problem' ? record.message : messageOf(record.kind, checked.signedBy !== null),
    metadata: metadataOf(input, record),
    unmapped: { record, ...checked },
  };
}

/** A signature that does not count signs nothing, whatever the record calls itself. */
function messageOf(kind: ExportedRecord['kind'], isSigned: boolean): string {
  if (isSigned) return MESSAGES[kind];
  if (kind === 'seal') return 'A signature that does not count.';
  return kind === 'approval' ? 'An approval that nobody who may has signed.' : MESSAGES[kind];
}

function checkedState(record: ExportedRecord, chain: ExportedChain) {
  const signer = chain.signerOf(record.seq);
  return { ledger: nameOfChain(chain), signedBy: signer?.words ?? null, wrong: faultsOf(chain, record.seq) };
}

const SEVERITIES: Readonly<Record<string, readonly [number, string]>> = {
  none: [1, 'Informational'],
  acknowledge: [2, 'Low'],
  explain: [3, 'Medium'],
  approve: [4, 'High'],
  block: [5, 'Critical'],
};

interface Decided {
  readonly record: Decision;
  readonly hunk: RecordedHunk;
  readonly finding: RecordedFinding;
  readonly approvals: readonly Approver[];
}

function complianceFinding(
  { record, hunk, finding, approvals }: Decided,
  chain: ExportedChain,
  input: RecordsInput,
): object {
  const decidedBy = checkedDecider(record.decidedBy, chain.signerOf(record.seq));
  const [kind = 'none'] = finding.obligation.split(':');
  const [severityId, severity] = (Object.hasOwn(SEVERITIES, kind) ? SEVERITIES[kind] : undefined) ?? [99, kind];
  const status = statusOf(record, finding, kind, approvals);
  const time = toEpochMs(record.decidedAt);
  const { acknowledgement: given } = finding;
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    activity_id: status.isClosed ? 3 : 1,
    activity_name: status.isClosed ? 'Close' : 'Create',
    type_uid: status.isClosed ? 200_303 : 200_301,
    type_name: `Compliance Finding: ${status.isClosed ? 'Close' : 'Create'}`,
    severity_id: severityId,
    severity,
    time,
    message: finding.message,
    status_id: status.id,
    status: status.name,
    ...(given?.words === undefined ? {} : { comment: given.words }),
    // The profile that has a place for who deals with a finding.
    metadata: { ...metadataOf(input, record), profiles: ['incident'] },
    finding_info: {
      uid: finding.fingerprint,
      title: finding.message,
      types: [finding.kind],
      created_time: time,
      analytic: { name: finding.detectorId, uid: finding.detectorId, type_id: 1, type: 'Rule' },
    },
    compliance: {
      control: finding.rule.id,
      standards: finding.tags.length === 0 ? ['countersign policy'] : finding.tags,
      requirements: [finding.obligation],
      status_id: status.isClosed ? 1 : 3,
      status: status.isClosed ? 'Pass' : 'Fail',
      status_details: [record.outcome],
    },
    resources: [
      {
        uid: hunk.afterBlob ?? hunk.beforeBlob ?? hunk.path,
        name: hunk.path,
        type: 'file',
      },
    ],
    ...(isNamed(decidedBy) ? { assignee: toUser(decidedBy) } : {}),
    unmapped: {
      decidedBy,
      ...checkedState(record, chain),
      outcome: record.outcome,
      rejectReason: record.rejectReason,
      changeSet: record.changeSet,
      origin: record.origin,
      policy: record.policy,
      shown: record.shown,
      hunk: { ...hunk, findings: undefined },
      finding,
      approvals,
    },
  };
}

interface Status {
  readonly id: number;
  readonly name: string;
  readonly isClosed: boolean;
}

function statusOf(
  { outcome }: Decision,
  { acknowledgement: given, obligation }: RecordedFinding,
  kind: string,
  approvals: readonly Approver[],
): Status {
  if (outcome === 'rejected') return { id: 4, name: 'Resolved', isClosed: true };
  if (outcome === 'submitted') return { id: 2, name: 'In Progress', isClosed: false };
  if (outcome === 'undone') return { id: 1, name: 'New', isClosed: false };
  if (given === undefined && obligation !== 'none') return { id: 1, name: 'New', isClosed: false };
  if (kind === 'approve' && !isApproved(approvals, { obligation }))
    return { id: 2, name: 'In Progress', isClosed: false };
  return { id: 3, name: 'Suppressed', isClosed: true };
}

function isNamed({ name, email, key }: Decider): boolean {
  return name !== null || email !== null || key !== null;
}

function toUser({ name, email, key }: Decider): object {
  return {
    ...(name === null ? {} : { name }),
    ...(email === null ? {} : { email_addr: email }),
    uid: key ?? email ?? name,
  };
}
