import type { Decider, RecordedFinding, RecordedHunk, Shown } from '../model/record.ts';
import type { ExportedRecord } from './exported-record.ts';

/** Text of others or of ours, or something that is shown as code: a hash, a path. */
export type Part = string | { readonly code: string };

export interface Row {
  readonly name: string;
  readonly value: readonly Part[];
}

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

export interface HunkEntry {
  readonly path: string;
  readonly span: string;
  readonly blobs: readonly [string, string];
  readonly judged: boolean;
  readonly findings: readonly FindingEntry[];
}

/** A record in words: what Markdown and HTML both show. */
export interface Entry {
  readonly seq: number;
  readonly kind: ExportedRecord['kind'];
  readonly title: string;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly at: string;
  readonly rows: readonly Row[];
  readonly hunks: readonly HunkEntry[];
  readonly hash: string;
}

type Of<Kind extends ExportedRecord['kind']> = Extract<ExportedRecord, { readonly kind: Kind }>;
type Told = Pick<Entry, 'title' | 'tone' | 'rows'> & { readonly hunks?: readonly HunkEntry[] };

/** By kind of record: a kind without a teller is a compile error. */
const TELLERS: { readonly [Kind in ExportedRecord['kind']]: (record: Of<Kind>) => Told } = {
  decision: tellDecision,
  approval: tellApproval,
  seal: tellSeal,
  binding: tellBinding,
  bypass: tellBypass,
  problem: ({ message }) => ({ title: 'A problem', tone: 'bad', rows: [row('What happened', message)] }),
};

export function toEntry(record: ExportedRecord): Entry {
  const tell = TELLERS[record.kind] as (record: ExportedRecord) => Told;
  const { title, tone, rows, hunks = [] } = tell(record);
  return {
    seq: record.seq,
    kind: record.kind,
    title,
    tone,
    at: record.decidedAt,
    rows: [
      ...rows,
      row('Hash', { code: record.hash }, ', after ', record.prev === null ? 'none' : { code: record.prev }),
      ...(record.redacted === undefined ? [] : [row('Left out for privacy', record.redacted.join(', '))]),
    ],
    hunks,
    hash: record.hash,
  };
}

export const OUTCOMES: Readonly<Record<Of<'decision'>['outcome'], string>> = {
  accepted: 'Accepted',
  amended: 'Accepted with changes',
  rejected: 'Rejected, and the earlier content restored',
  submitted: 'Put up for the approval of another person',
  undone: 'An earlier decision taken back',
};

export function isAccepted(outcome: Of<'decision'>['outcome']): boolean {
  return outcome === 'accepted' || outcome === 'amended';
}

function row(name: string, ...value: readonly Part[]): Row {
  return { name, value };
}

function tellDecision(record: Of<'decision'>): Told {
  const { origin, shown, outcome } = record;
  const program = [origin.agent, origin.agentVersion].filter((part) => part !== undefined).join(' ');
  const agent = [program === '' ? undefined : program, origin.model].filter((part) => part !== undefined).join(', ');
  const trail = [
    ['session', origin.session],
    ['turn', origin.turn],
    ['call', origin.toolCall],
    ['mode', origin.permissionMode],
  ].flatMap(([name, id]) => (id === undefined ? [] : [`${name ?? ''} ${id}`]));
  return {
    title: OUTCOMES[outcome],
    tone: isAccepted(outcome) ? 'good' : 'plain',
    rows: [
      deciderRow('Decided by', record.decidedBy),
      row(
        'Edit made by',
        `${origin.kind}${agent === '' ? '' : ` (${agent})`}, as ${origin.claimedBy} says; through ${origin.channel}${origin.held ? ', held before it was written' : ''}`,
      ),
      ...(trail.length === 0 ? [] : [row('In', trail.join(', '))]),
      ...(origin.autoApprove ?? []).map(({ setting, value, source }) =>
        row('Done without a question', { code: setting }, ': ', { code: value }, `, as ${source} says`),
      ),
      ...(origin.promptHash === undefined ? [] : [row('Prompt', 'SHA-256 ', { code: origin.promptHash })]),
      ...(shown === undefined ? [] : [row('On screen', shownWords(shown))]),
      ...(record.rejectReason === undefined ? [] : [row('Reason', record.rejectReason)]),
      policyRow(record.policy),
      row('Change set', { code: record.changeSet }),
    ],
    hunks: record.hunks.map((hunk) => toHunkEntry(hunk, outcome)),
  };
}

function shownWords({ ms, at, inView }: Shown): string {
  const lines = inView === undefined ? '' : `; ${inView.lines} of ${inView.of} lines in view`;
  return `${Math.round(ms / 1000)} s, first at ${at}${lines}`;
}

function tellApproval(record: Of<'approval'>): Told {
  return {
    title: 'Approved by another person',
    tone: 'good',
    rows: [
      deciderRow('Approved by', record.decidedBy),
      row('In the role', record.role),
      ...(record.words === undefined ? [] : [row('Says', `“${record.words}”`)]),
      ...record.findings.map((finding) =>
        row(
          'Finding',
          { code: finding.fingerprint },
          ' in ',
          { code: finding.path },
          `, which asked for ${finding.obligation}; explained in record `,
          { code: finding.decision.hash },
          ' of ledger ',
          { code: finding.decision.ledger },
          '; content ',
          { code: finding.afterBlob ?? 'none' },
          ', evidence ',
          { code: finding.evidenceHash },
        ),
      ),
      policyRow(record.policy),
      row('Change set', { code: record.changeSet }),
    ],
  };
}

const PRESENCE: Readonly<Record<Of<'seal'>['presence'], string>> = {
  touch: 'the key had to be touched',
  none: 'a software key: no touch was asked for',
  unknown: 'whether the key had to be touched is not known',
};

function tellSeal(record: Of<'seal'>): Told {
  return {
    title: `Signed up to No. ${record.head.seq}`,
    tone: 'good',
    rows: [
      deciderRow('Signed by', record.decidedBy),
      row('Presence', PRESENCE[record.presence]),
      row('Covers', `all records up to No. ${record.head.seq}, `, { code: record.head.hash }),
      row(
        'Change sets',
        ...(record.changeSets.length === 0
          ? ['none']
          : record.changeSets.flatMap((set, index) => [...(index === 0 ? [] : [', ']), { code: set }])),
      ),
      row('Ledger', { code: record.ledger }),
      row('Signature', { code: record.signature.value }, ` (SSH, namespace ${record.signature.namespace})`),
    ],
  };
}

function tellBinding(record: Of<'binding'>): Told {
  return {
    title: 'Tied to a commit',
    tone: 'plain',
    rows: [
      row('Commit', { code: record.commit }),
      row('Patch id', record.patchId === null ? 'none: an empty or a merge commit' : { code: record.patchId }),
      row('Records', ...(record.records.length === 0 ? ['none'] : listed(record.records))),
      row('Not accounted for', ...(record.unmatched.length === 0 ? ['nothing'] : listed(record.unmatched))),
    ],
  };
}

function tellBypass(record: Of<'bypass'>): Told {
  return {
    title: 'Let pass without an answer',
    tone: 'bad',
    rows: [
      deciderRow('Let pass by', record.decidedBy),
      row('Reason', record.reason),
      row('Until', record.until),
      row('Paths', ...(record.paths.length === 0 ? ['everywhere'] : listed(record.paths))),
      row('Findings', ...(record.fingerprints.length === 0 ? ['every one'] : listed(record.fingerprints))),
    ],
  };
}

function listed(items: readonly string[]): readonly Part[] {
  return items.flatMap((item, index) => [...(index === 0 ? [] : [', ']), { code: item }]);
}

function policyRow({ digest, base }: { readonly digest: string; readonly base: string | null }): Row {
  return row('Policy', { code: digest }, ...(base === null ? [] : [' at ', { code: base }]));
}

function deciderRow(name: string, decider: Decider): Row {
  const { email, key, basis, surface } = decider;
  const who = nameOf(decider);
  const mail = email === null || email === who ? '' : ` <${email}>`;
  const by = key === null || key === who ? '' : `, key ${key}`;
  return row(name, `${who}${mail}${by} (${basis}, in the ${surface})`);
}

export function nameOf({ name, email, key }: Decider): string {
  return name ?? email ?? key ?? 'nobody named';
}

function toHunkEntry(hunk: RecordedHunk, outcome: Of<'decision'>['outcome']): HunkEntry {
  return {
    path: hunk.path,
    span: printSpan(hunk),
    blobs: [hunk.beforeBlob ?? 'none', hunk.afterBlob ?? 'none'],
    judged: hunk.judged,
    findings: hunk.findings.map((finding) => toFindingEntry(finding, outcome)),
  };
}

export function printSpan({ before, after }: Pick<RecordedHunk, 'before' | 'after'>): string {
  const lines = (span: RecordedHunk['before']): string =>
    span.lines <= 1 ? `line ${span.start + 1}` : `lines ${span.start + 1} to ${span.start + span.lines}`;
  if (before.lines === 0 && after.lines === 0) return 'the whole file';
  if (after.lines === 0) return `${lines(before)} removed`;
  return before.lines === 0 ? `${lines(after)} added` : `${lines(before)} became ${lines(after)}`;
}

function approvalRow({ approval }: RecordedFinding): readonly Row[] {
  if (approval === undefined) return [];
  return [row('Approval', 'key ', { code: approval.key }, ', record ', { code: approval.record })];
}

function toFindingEntry(finding: RecordedFinding, outcome: Of<'decision'>['outcome']): FindingEntry {
  const { acknowledgement: given, approval, rule, obligation } = finding;
  const isOpen = given === undefined && obligation !== 'none' && isAccepted(outcome);
  const reason = given?.reason === undefined ? '' : `, reason ${given.reason}`;
  const words = given?.words === undefined ? '' : `: “${given.words}”`;
  const approved = approval === undefined ? '' : `. Approved by ${approval.by} as ${approval.role} at ${approval.at}.`;
  const unanswered =
    obligation === 'none'
      ? 'No answer was asked for.'
      : isOpen
        ? 'Not acknowledged.'
        : outcome === 'submitted'
          ? 'Not acknowledged yet.'
          : 'Not acknowledged; the edit did not stay.';
  return {
    message: finding.message,
    asked: `${obligation}, by rule ${rule.id} (${rule.layer})`,
    tags: finding.tags,
    answer:
      given === undefined ? unanswered : `Answered (${given.obligation}${reason}) at ${given.at}${words}${approved}`,
    state: isOpen ? 'open' : given === undefined ? 'none' : 'answered',
    rows: [
      row('Found by', `${finding.detectorId}: ${finding.kind} ${finding.change}`),
      row('Fingerprint', { code: finding.fingerprint }),
      row('Evidence', 'SHA-256 ', { code: finding.evidenceHash }),
      ...approvalRow(finding),
    ],
  };
}
