import type { Coverage } from './coverage.ts';
import { defineRecordExport } from './define.ts';
import { toEntry, type Entry, type FindingEntry, type HunkEntry, type Part } from './entry.ts';
import { escapeMarkdown as text, markdownCode as code } from './escape-markdown.ts';
import { limitsOf } from './limits.ts';
import { count, overviewOf, type Overview } from './overview.ts';

/** Records for a reader who has never seen Countersign: an auditor, a year later. */
export const recordsMarkdown = defineRecordExport({
  id: 'markdown',
  title: 'Markdown',
  mediaType: 'text/markdown',
  extension: 'md',
  *write(input) {
    const { records, ledger, scope, tool, coverage } = input;
    const overview = overviewOf(records);
    yield `${[
      '# Records of reviewed edits',
      `${count(overview.count, 'record')}, ${text(scope)}. ${summarize(overview)} Written by Countersign ${text(tool.version)}.`,
      `**${ledger.isIntact ? 'The chain of records is intact.' : 'The chain of records is not intact.'}** ${text(ledger.message)}`,
      ['## What these records do not prove', '', ...limitsOf(input).map((limit) => `- ${text(limit)}`)].join('\n'),
      ...(coverage === undefined ? [] : writeCoverage(coverage)),
      '## Records',
    ].join('\n\n')}\n`;
    for (const record of records) yield `\n${writeEntry(toEntry(record)).join('\n\n')}\n`;
  },
});

function summarize({ outcomes, findings }: Overview): string {
  const parts = (['accepted', 'amended', 'rejected', 'submitted', 'undone'] as const).flatMap((outcome) => {
    const number = outcomes.get(outcome) ?? 0;
    return number === 0 ? [] : [`${number} ${outcome}`];
  });
  if (parts.length === 0) return 'No decisions.';
  const open = findings.open === 0 ? '' : `, ${findings.open} without the answer that was asked for`;
  return `Decisions: ${parts.join(', ')}. ${count(findings.total, 'finding')}, ${findings.answered} answered${open}.`;
}

function writeCoverage({ range, commits, counts }: Coverage): readonly string[] {
  const lines = commits.flatMap(({ commit, at, changes }) => {
    if (changes === null) return [`- ${code(commit)} ${text(at)}: a merge; what it brings is in its parents.`];
    return [
      `- ${code(commit)} ${text(at)}`,
      ...changes.map(({ path, account, records }) => {
        const by = account === 'content' ? `records ${records.join(', ')}` : ACCOUNTS[account];
        return `  - ${code(path)}: ${by}`;
      }),
    ];
  });
  return [
    '## Coverage',
    `Of ${text(range)}: ${count(counts.content, 'change')} with a record of exactly this content, ${counts.bound} bound to records by their commit, **${counts.none} without a record**.`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ];
}

const ACCOUNTS = { bound: 'bound to records by its commit', none: '**no record**' } as const;

function writeEntry({ seq, title, at, rows, hunks }: Entry): readonly string[] {
  return [
    `### No. ${seq}: ${text(title)}, ${text(at)}`,
    rows.map(({ name, value }) => `- ${name}: ${writeParts(value)}`).join('\n'),
    ...hunks.map(writeHunk),
  ];
}

function writeParts(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? text(part) : code(part.code))).join('');
}

function writeHunk({ path, span, blobs, judged, findings }: HunkEntry): string {
  const head = `**${code(path)}, ${span}**. Blobs ${code(blobs[0])} to ${code(blobs[1])}.`;
  if (!judged)
    return [head, 'Not judged: nothing, or not everything, was analysed.', ...findings.map(writeFinding)].join('\n\n');
  if (findings.length === 0) return `${head} No findings.`;
  return [head, findings.map(writeFinding).join('\n')].join('\n\n');
}

function writeFinding({ message, asked, tags, answer }: FindingEntry): string {
  const tagged = tags.length === 0 ? '' : ` ${text(tags.join(', '))}.`;
  return [`- ${text(message)}`, `  Asked for: ${text(asked)}.${tagged}`, `  ${text(answer)}`].join('\n');
}
