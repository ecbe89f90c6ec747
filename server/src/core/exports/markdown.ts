import type { Coverage } from './coverage.ts';
import { defineRecordExport } from './define.ts';
import { toEntry, type Entry, type HunkEntry } from './entry.ts';
import type { FindingEntry } from './finding-entry.ts';
import type { Part } from './row.ts';
import { escapeMarkdown as text, markdownCode as code } from './escape-markdown.ts';
import { limitsOf } from './limits.ts';
import { count } from './count.ts';
import { overviewOf, type Overview } from './overview.ts';
import { standingOf } from './standing.ts';
import { nameOfChain, verdictOf } from './verdict.ts';

/** Records for a reader who has never seen Countersign: an auditor, a year later. */
export const recordsMarkdown = defineRecordExport({
  id: 'markdown',
  title: 'Markdown',
  mediaType: 'text/markdown',
  extension: 'md',
  carries: 'narrowed',
  *write(input) {
    const { chains, scope, tool, coverage } = input;
    const overview = overviewOf(input);
    const { title, lines } = verdictOf(input);
    const standing = standingOf(input);
    yield `${[
      '# Records of reviewed edits',
      `${count(overview.count, 'record')}, ${text(scope)}. ${summarize(overview)} Written by Countersign ${text(tool.version)}.`,
      `**${text(title)}** ${text(input.checking)}`,
      lines.map((line) => `- ${text(line.trim())}`).join('\n'),
      ['## What these records do not prove', '', ...limitsOf(input).map((limit) => `- ${text(limit)}`)].join('\n'),
      ...(coverage === undefined ? [] : writeCoverage(coverage)),
      '## Records',
    ].join('\n\n')}\n`;
    for (const chain of chains) {
      if (chains.length > 1) yield `\n### Ledger ${text(nameOfChain(chain))}, from ${text(chain.report.source)}\n`;
      for (const record of chain.records) yield `\n${writeEntry(toEntry(record, chain, standing)).join('\n\n')}\n`;
    }
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

function writeCoverage({ commits, counts, words }: Coverage): readonly string[] {
  const lines = commits.flatMap(({ commit, at, changes }) => {
    if (changes === null) return [`- ${code(commit)} ${text(at)}: a merge; what it brings is in its parents.`];
    return [
      `- ${code(commit)} ${text(at)}`,
      ...changes.map(({ path, account, places }) => {
        const by = places.map(({ seq, ledger }) => `No. ${seq} of ${code(ledger)}`).join(', ');
        return `  - ${code(path)}: ${ACCOUNTS[account]}${by === '' ? '' : ` (${by})`}`;
      }),
    ];
  });
  return [
    '## Coverage',
    `${text(words)} ${count(counts.content, 'change')} with records of exactly this content, ${counts.bound} bound to records by their patch, ${counts.hunks} decided hunk by hunk, **${counts.none} not accounted for**.`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ];
}

const ACCOUNTS = {
  content: 'exactly this content',
  bound: 'bound by its patch',
  hunks: 'hunk by hunk',
  none: '**not accounted for**',
} as const;

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
