import type { Decider, RecordedHunk, Shown } from '../model/record.ts';
import { isAccepted, nameOf, OUTCOMES } from './decided.ts';
import type { ExportedChain, Signer } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';
import { toFindingEntry, type FindingEntry } from './finding-entry.ts';
import { row, type Part, type Row } from './row.ts';
import type { Standing } from './standing.ts';
import { checkedDecider, faultsOf } from './verdict.ts';

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

interface Around {
  /** What a record means only together with others. */
  readonly standing: Standing;
  readonly chain: ExportedChain;
  readonly signer: Signer | null;
}

/** By kind of record: a kind without a teller is a compile error. */
const TELLERS: { readonly [Kind in ExportedRecord['kind']]: (record: Of<Kind>, around: Around) => Told } = {
  decision: tellDecision,
  approval: tellApproval,
  seal: tellSeal,
  binding: tellBinding,
  bypass: tellBypass,
  problem: ({ message }) => ({ title: 'A problem', tone: 'bad', rows: [row('What happened', message)] }),
};

export function toEntry(record: ExportedRecord, chain: ExportedChain, standing: Standing): Entry {
  const tell = TELLERS[record.kind] as (record: ExportedRecord, around: Around) => Told;
  const around: Around = { standing, chain, signer: chain.signerOf(record.seq) };
  const { title, tone, rows, hunks = [] } = tell(record, around);
  return {
    seq: record.seq,
    kind: record.kind,
    title,
    tone,
    at: record.decidedAt,
    rows: [
      ...rows,
      ...faultsOf(chain, record.seq).map((fault) => row('Wrong', fault)),
      row('Hash', { code: record.hash }, ', after ', record.prev === null ? 'none' : { code: record.prev }),
      ...(record.redacted === undefined ? [] : [row('Left out for privacy', record.redacted.join(', '))]),
      ...(record.narrowed === undefined ? [] : [row('Not asked for', leftWords(record.narrowed))]),
    ],
    hunks,
    hash: record.hash,
  };
}

const MODEL_CLAIMS = { transcript: ' by its transcript', 'session-start': ' when its session began' } as const;

function tellDecision(record: Of<'decision'>, { signer, standing }: Around): Told {
  const { origin, shown, outcome } = record;
  const program = [origin.agent, origin.agentVersion].filter((part) => part !== undefined).join(' ');
  const said = origin.modelClaimedBy === undefined ? '' : MODEL_CLAIMS[origin.modelClaimedBy];
  const model = origin.model === undefined ? undefined : `${origin.model}${said}`;
  const agent = [program === '' ? undefined : program, model].filter((part) => part !== undefined).join(', ');
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
      deciderRow('Decided by', record.decidedBy, signer),
      signerRow(signer),
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
    hunks: record.hunks.map((hunk) => toHunkEntry(hunk, record, standing)),
  };
}

/** By the name of a list of a record: one of it, for people. */
const MEMBERS: Readonly<Record<string, string>> = {
  hunks: 'hunk',
  findings: 'finding',
  records: 'record',
  unmatched: 'path that is not accounted for',
};

function leftWords(narrowed: Readonly<Record<string, number>>): string {
  const parts = Object.entries(narrowed).map(([name, number]) => {
    const one = MEMBERS[name] ?? name;
    return `${number} more ${number === 1 ? one : one.replace(/^\w+/u, '$&s')}`;
  });
  return `${parts.join(', ')}; the hash is of the whole record`;
}

function shownWords({ ms, at, inView, expanded }: Shown): string {
  const lines = inView === undefined ? '' : `; ${inView.lines} of ${inView.of} lines in view`;
  const details =
    expanded === undefined ? '' : `; details of ${expanded.findings} of ${expanded.of} findings unfolded and in view`;
  return `${Math.round(ms / 1000)} s, first at ${at}${lines}${details}`;
}

function tellApproval(record: Of<'approval'>, { signer }: Around): Told {
  return {
    title: signer === null ? 'An approval that nobody who may has signed' : 'Approved by another person',
    tone: signer === null ? 'bad' : 'good',
    rows: [
      deciderRow('Approved by', record.decidedBy, signer),
      signerRow(signer),
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

function tellSeal(record: Of<'seal'>, { signer }: Around): Told {
  return {
    title:
      signer === null
        ? `A signature that does not count, up to No. ${record.head.seq}`
        : `Signed up to No. ${record.head.seq}`,
    tone: signer === null ? 'bad' : 'good',
    rows: [
      deciderRow(signer === null ? 'Says it is of' : 'Made by', record.decidedBy, signer),
      signerRow(signer),
      row(signer === null ? 'Would cover' : 'Covers', `all records up to No. ${record.head.seq}, `, {
        code: record.head.hash,
      }),
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

function tellBypass(record: Of<'bypass'>, { signer }: Around): Told {
  return {
    title: 'Let pass without an answer',
    tone: 'bad',
    rows: [
      deciderRow('Let pass by', record.decidedBy, signer),
      signerRow(signer),
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

function signerRow(signer: Signer | null): Row {
  return row('Signed by', signer?.words ?? 'nobody who may');
}

function deciderRow(name: string, decider: Decider, signer: Signer | null): Row {
  const { email, key, basis, surface } = checkedDecider(decider, signer);
  const who = nameOf(decider);
  const mail = email === null || email === who ? '' : ` <${email}>`;
  const by = key === null || key === who ? '' : `, key ${key}`;
  return row(name, `${who}${mail}${by} (${basis}, in the ${surface})`);
}

function toHunkEntry(hunk: RecordedHunk, record: Of<'decision'>, standing: Standing): HunkEntry {
  return {
    path: hunk.path,
    span: printSpan(hunk),
    blobs: [hunk.beforeBlob ?? 'none', hunk.afterBlob ?? 'none'],
    judged: hunk.judged,
    findings: hunk.findings.map((finding) =>
      toFindingEntry(finding, record.outcome, standing.approvalsOf(record, finding.fingerprint, hunk.path)),
    ),
  };
}

export function printSpan({ before, after }: Pick<RecordedHunk, 'before' | 'after'>): string {
  const lines = (span: RecordedHunk['before']): string =>
    span.lines <= 1 ? `line ${span.start + 1}` : `lines ${span.start + 1} to ${span.start + span.lines}`;
  if (before.lines === 0 && after.lines === 0) return 'the whole file';
  if (after.lines === 0) return `${lines(before)} removed`;
  return before.lines === 0 ? `${lines(after)} added` : `${lines(before)} became ${lines(after)}`;
}
