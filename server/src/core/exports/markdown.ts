import type { LedgerRecord, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { defineRecordExport } from './define.ts';
import { escapeMarkdown as text, markdownCode as code } from './escape-markdown.ts';
import { limitsOf } from './limits.ts';

type DecisionRecord = Extract<LedgerRecord, { readonly kind: 'decision' }>;

/** Records for a reader who has never seen Countersign: an auditor, a year later. */
export const recordsMarkdown = defineRecordExport({
  id: 'markdown',
  title: 'Markdown',
  mediaType: 'text/markdown',
  write: ({ records, ledger, scope, tool }) => {
    const decisions = records.filter((record) => record.kind === 'decision');
    return `${[
      '# Records of reviewed edits',
      `${count(records.length, 'record')}, ${text(scope)}. ${summarize(decisions)} Written by Countersign ${text(tool.version)}.`,
      `**${ledger.isIntact ? 'The chain of records is intact.' : 'The chain of records is not intact.'}** ${text(ledger.message)}`,
      ['## What these records do not prove', '', ...limitsOf(records).map((limit) => `- ${text(limit)}`)].join('\n'),
      '## Records',
      ...records.flatMap((record) => {
        if (record.kind === 'decision') return writeDecision(record);
        return record.kind === 'problem' ? writeProblem(record) : writeOther(record);
      }),
    ].join('\n\n')}\n`;
  },
});

const OUTCOMES: Readonly<Record<DecisionRecord['outcome'], string>> = {
  accepted: 'Accepted',
  amended: 'Accepted with changes',
  rejected: 'Rejected, and the earlier content restored',
  submitted: 'Put up for the approval of another person',
  undone: 'An earlier decision taken back',
};

function summarize(decisions: readonly DecisionRecord[]): string {
  const parts = (['accepted', 'amended', 'rejected', 'submitted', 'undone'] as const).flatMap((outcome) => {
    const number = decisions.filter((record) => record.outcome === outcome).length;
    return number === 0 ? [] : [`${number} ${outcome}`];
  });
  return parts.length === 0 ? 'No decisions.' : `Decisions: ${parts.join(', ')}.`;
}

function writeDecision(record: DecisionRecord): readonly string[] {
  const { decidedBy, origin, policy, shown } = record;
  const who = decidedBy.name ?? decidedBy.email ?? decidedBy.key ?? 'nobody named';
  const mail = decidedBy.email === null || decidedBy.email === who ? '' : ` <${decidedBy.email}>`;
  const key = decidedBy.key === null || decidedBy.key === who ? '' : `, key ${decidedBy.key}`;
  const agent = [origin.agent, origin.model].filter((part) => part !== undefined).join(', ');
  const rows: readonly (readonly [string, string])[] = [
    ['Decided by', `${text(`${who}${mail}${key}`)} (${decidedBy.basis}, in the ${text(decidedBy.surface)})`],
    [
      'Edit made by',
      `${text(origin.kind)}${agent === '' ? '' : ` (${text(agent)})`}, as ${text(origin.claimedBy)} says; through ${text(origin.channel)}${origin.held ? ', held before it was written' : ''}`,
    ],
    ...(shown === undefined
      ? []
      : [['On screen', `${Math.round(shown.ms / 1000)} s, first at ${text(shown.at)}`] as const]),
    ...(record.rejectReason === undefined ? [] : [['Reason', text(record.rejectReason)] as const]),
    ['Policy', `${code(policy.digest)}${policy.base === null ? '' : ` at ${code(policy.base)}`}`],
    ['Change set', code(record.changeSet)],
    ['Hash', `${code(record.hash)}, after ${record.prev === null ? 'none' : code(record.prev)}`],
  ];
  return [
    `### No. ${record.seq}: ${OUTCOMES[record.outcome]}, ${text(record.decidedAt)}`,
    rows.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    ...record.hunks.map(writeHunk),
  ];
}

function writeHunk(hunk: RecordedHunk): string {
  const head = `**${code(hunk.path)}, ${printSpan(hunk)}**. Blobs ${code(hunk.beforeBlob ?? 'none')} to ${code(hunk.afterBlob ?? 'none')}.`;
  if (!hunk.judged)
    return [head, 'Not judged: nothing, or not everything, was analysed.', ...hunk.findings.map(writeFinding)].join(
      '\n\n',
    );
  if (hunk.findings.length === 0) return `${head} No findings.`;
  return [head, hunk.findings.map(writeFinding).join('\n')].join('\n\n');
}

function printSpan({ before, after }: RecordedHunk): string {
  const lines = (span: RecordedHunk['before']): string =>
    span.lines <= 1 ? `line ${span.start + 1}` : `lines ${span.start + 1} to ${span.start + span.lines}`;
  if (before.lines === 0 && after.lines === 0) return 'the whole file';
  if (after.lines === 0) return `${lines(before)} removed`;
  return before.lines === 0 ? `${lines(after)} added` : `${lines(before)} became ${lines(after)}`;
}

function writeFinding(finding: RecordedFinding): string {
  const { acknowledgement: given, rule } = finding;
  const tags = finding.tags.length === 0 ? '' : ` ${text(finding.tags.join(', '))}.`;
  const asked = `Asked for: ${text(finding.obligation)}, by rule ${text(rule.id)} (${text(rule.layer)}).${tags}`;
  return [
    `- ${text(finding.message)}`,
    `  ${asked}`,
    `  ${given === undefined ? unanswered(finding) : answered(given)}`,
  ].join('\n');
}

function unanswered(finding: RecordedFinding): string {
  return finding.obligation === 'none' ? 'No answer was asked for.' : 'Not acknowledged.';
}

function answered(given: NonNullable<RecordedFinding['acknowledgement']>): string {
  const reason = given.reason === undefined ? '' : `, reason ${text(given.reason)}`;
  const words = given.words === undefined ? '' : `: “${text(given.words)}”`;
  return `Answered (${text(given.obligation)}${reason}) at ${text(given.at)}${words}`;
}

function writeProblem(record: Extract<LedgerRecord, { readonly kind: 'problem' }>): readonly string[] {
  return [
    `### No. ${record.seq}: A problem, ${text(record.decidedAt)}`,
    `- ${text(record.message)}\n- Hash: ${code(record.hash)}`,
  ];
}

const OTHERS = {
  approval: 'Approved by another person',
  seal: 'Signed',
  binding: 'Tied to a commit',
  bypass: 'Let pass without an answer',
} as const;

function writeOther(record: Exclude<LedgerRecord, { readonly kind: 'decision' | 'problem' }>): readonly string[] {
  return [`### No. ${record.seq}: ${OTHERS[record.kind]}, ${text(record.decidedAt)}`, `- Hash: ${code(record.hash)}`];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
