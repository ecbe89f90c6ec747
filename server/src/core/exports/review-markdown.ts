import { count } from './count.ts';
import type { ChainStep } from '../model/chain.ts';
import type { Finding } from '../model/finding.ts';
import { obligationRank, printAsked, printObligation } from '../model/obligation.ts';
import type { ReviewResult } from '../model/result.ts';
import { defineReviewExport } from './define.ts';
import { escapeMarkdown as text, markdownCode as code } from './escape-markdown.ts';

/** The answer of an analysis as a comment on a pull request: what asks for something first, the rest folded. */
export const reviewMarkdown = defineReviewExport({
  id: 'markdown',
  title: 'Markdown',
  mediaType: 'text/markdown',
  write: ({ result, title }) => {
    const findings = result.findings.toSorted(
      (one, other) => obligationRank(other.obligation) - obligationRank(one.obligation) || placeOrder(one, other),
    );
    const asking = findings.filter((finding) => finding.obligation.kind !== 'none');
    const quiet = findings.filter((finding) => finding.obligation.kind === 'none');
    return `${[
      `## Countersign: ${text(title)}`,
      summarize(result, asking),
      ...asking.map(writeFinding),
      ...fold(
        `${quiet.length} more, nothing asked`,
        quiet.map((finding) => `- ${place(finding)} ${text(finding.message)}${contextOf(finding)}`),
      ),
      ...writeBlind(result),
    ].join('\n\n')}\n`;
  },
});

function placeOrder(one: Finding, other: Finding): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.range.start.line - other.range.start.line;
}

function summarize(result: ReviewResult, asking: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { obligation } of asking)
    counts.set(printObligation(obligation), (counts.get(printObligation(obligation)) ?? 0) + 1);
  const asked = [...counts].map(([obligation, number]) => `${number} ${text(obligation)}`).join(', ');
  const hunks = result.files.reduce((sum, file) => sum + file.hunks.length, 0);
  return `${count(hunks, 'hunk')} in ${count(result.files.length, 'file')}. ${asked === '' ? 'Nothing asks for anything.' : `**Asked for: ${asked}.**`}`;
}

function writeFinding(finding: Finding): string {
  const { comparison, rule, chain } = finding;
  const rows: readonly (readonly [string, string])[] = [
    ...(comparison === undefined
      ? []
      : [['Change', `${code(comparison.before || 'nothing')} to ${code(comparison.after || 'nothing')}`] as const]),
    ...(chain === undefined ? [] : [['Path', chain.steps.map(writeStep).join(' → ')] as const]),
    ['Matters because', text(finding.impact)],
    ...(finding.why.length === 0 ? [] : [['Known because', text(finding.why.join(' '))] as const]),
    ['Set by', `rule ${text(rule.id)} (${text(rule.layer)}, ${text(rule.source)})`],
    ['Fix', text(finding.fix)],
    ...(finding.tags.length === 0 ? [] : [['Tags', text(finding.tags.join(', '))] as const]),
  ];
  const asked = `${text(printAsked(finding))}${finding.hold ? ', hold' : ''}`;
  const head = `**${asked}** · ${finding.change} · ${text(finding.facet)} · ${place(finding)}${contextOf(finding)}`;
  return [`### ${text(finding.message)}`, head, rows.map(([name, value]) => `- ${name}: ${value}`).join('\n')].join(
    '\n\n',
  );
}

function writeStep({ path, range, words }: ChainStep): string {
  return `${text(words)} (${code(`${path}:${range.start.line + 1}`)})`;
}

function place({ path, range, side }: Finding): string {
  return `${code(`${path}:${range.start.line + 1}`)}${side === 'before' ? ' (before)' : ''}`;
}

function contextOf({ context }: Finding): string {
  return context.length === 0 ? '' : ` (${context.join(', ')})`;
}

/** Blind is not clean: what was not judged is never folded. */
function writeBlind({ files, failures, problems }: ReviewResult): readonly string[] {
  const lines = [
    ...failures.map(
      ({ path, stage, message }) => `- ${path === '' ? '' : `${code(path)}: `}${text(message)} (${stage})`,
    ),
    ...files.flatMap((file) =>
      file.notJudged === undefined ? [] : [`- ${code(file.path)}: ${text(file.notJudged.message)}`],
    ),
    ...problems.map((problem) => `- ${problem.code}: ${text(problem.message)} ${text(problem.fix)}`),
  ];
  return lines.length === 0 ? [] : ['### Not judged, and problems', lines.join('\n')];
}

function fold(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`];
}
