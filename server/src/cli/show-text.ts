import type { ChainStep } from '../core/model/chain.ts';
import type { ChangeSet, FileChange } from '../core/model/change.ts';
import type { Finding } from '../core/model/finding.ts';
import type { ReviewedFile, ReviewResult } from '../core/model/result.ts';
import { obligationRank, printAsked, printObligation } from '../core/model/obligation.ts';
import { paint, printable, type Style } from './colours.ts';
import { showProblem } from './show-problem.ts';

interface Shown extends Style {
  readonly title: string;
  readonly changeSet: ChangeSet;
}

/** The answer for people: what asks for something first, then the rest in a line each, then what nobody could judge. */
export function showText(result: ReviewResult, shown: Shown): string {
  const findings = [...result.findings].sort(byWeight);
  const open = findings.filter(({ obligation }) => obligation.kind !== 'none');
  const quiet = findings.filter(({ obligation }) => obligation.kind === 'none');
  const hunks = result.files.reduce((sum, file) => sum + file.hunks.length, 0);
  const head = `${printable(shown.title)}: ${count(result.files.length, 'file')}, ${count(hunks, 'hunk')}`;
  return (
    [
      paint(shown, 'bold', head),
      ...open.map((finding) => showFinding(finding, shown)),
      ...section(
        'Nothing asked',
        quiet.map((finding) => showLine(finding, shown)),
        shown,
      ),
      ...section(
        'Not judged',
        result.files.flatMap((file) => showNotJudged(file)),
        shown,
      ),
      ...section(
        'Could not judge',
        result.failures.map(({ path, message }) => `  ${join(path, message)}`),
        shown,
      ),
      ...result.problems.map((problem) => showProblem(problem, shown).trimEnd()),
      summary(result, open, quiet, shown),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function byWeight(one: Finding, other: Finding): number {
  const rank = obligationRank(other.obligation) - obligationRank(one.obligation);
  if (rank !== 0) return rank;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.range.start.line - other.range.start.line;
}

function showFinding(finding: Finding, shown: Shown): string {
  const { message, comparison, why, rule, alongside = [], outranked, fix, tags, chain } = finding;
  const rows: (readonly [string, string])[] = [
    ...(comparison === undefined ? [] : [['before', comparison.before] as const, ['after', comparison.after] as const]),
    ...(chain?.steps ?? []).map((step, index) => [index === 0 ? 'path' : '', showStep(step, index)] as const),
    ...why.map((text) => ['why', text] as const),
    [
      'rule',
      `${[rule, ...alongside].map(({ id, layer, source }) => `${id} (${layer}, ${source})`).join(' + ')}${outranked.length === 0 ? '' : `; outranks ${outranked.map(({ id }) => id).join(', ')}`}`,
    ],
    ['fix', fix],
    ...(tags.length === 0 ? [] : [['tags', tags.join(' ')] as const]),
  ];
  const code = codeAt(finding, shown.changeSet.files);
  return [
    `${paint(shown, 'bold', placeOf(finding))}  ${wordsOf(finding, shown)}`,
    `  ${printable(message)}`,
    ...(code === null
      ? []
      : [
          paint(
            shown,
            finding.side === 'before' ? 'red' : 'green',
            `  ${finding.side === 'before' ? '-' : '+'} ${printable(code)}`,
          ),
        ]),
    ...rows.map(([name, text]) => `  ${paint(shown, 'dim', name.padEnd(6))}  ${printable(text)}`),
  ].join('\n');
}

function showStep({ path, range, words, isNew }: ChainStep, index: number): string {
  return `${index + 1}. ${path}:${range.start.line + 1}  ${words}${isNew ? '' : ' (already there)'}`;
}

function wordsOf(finding: Finding, style: Style): string {
  const asked = printAsked(finding);
  const hold = finding.hold ? ', hold' : '';
  const colour = finding.obligation.kind === 'acknowledge' ? 'yellow' : 'red';
  return `${finding.change}  ${finding.facet}  ${paint(style, colour, asked + hold)}${contextOf(finding)}`;
}

function contextOf({ context }: Finding): string {
  return context.length === 0 ? '' : `  (${context.join(', ')})`;
}

function showLine(finding: Finding, style: Style): string {
  return `  ${placeOf(finding)}  ${paint(style, 'dim', finding.change)}  ${printable(finding.message)}${contextOf(finding)}`;
}

function placeOf({ path, side, range }: Finding): string {
  return `${printable(path)}:${range.start.line + 1}${side === 'before' ? ' (before)' : ''}`;
}

function codeAt({ kind, path, side, range }: Finding, files: readonly FileChange[]): string | null {
  // The line holds the secret, and what is printed here ends in logs.
  if (kind === 'identity.credential') return null;
  const text = files.find((file) => file.path === path)?.[side]?.text;
  const line = text?.split(/\r\n|\n|\r/, range.start.line + 1)[range.start.line]?.trim();
  return line === undefined || line === '' ? null : line.slice(0, 160);
}

function showNotJudged({ path, notJudged }: ReviewedFile): string[] {
  return notJudged === undefined ? [] : [`  ${join(path, notJudged.message)}`];
}

function join(path: string, message: string): string {
  return path === '' ? printable(message) : `${printable(path)}  ${printable(message)}`;
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [[paint(style, 'bold', title), ...lines].join('\n')];
}

function summary(result: ReviewResult, open: readonly Finding[], quiet: readonly Finding[], style: Style): string {
  if (result.files.length === 0 && result.failures.length === 0) return 'Nothing changed.';
  const kinds = [...new Set(open.map(({ obligation }) => printObligation(obligation)))];
  const parts = kinds.map(
    (kind) => `${open.filter(({ obligation }) => printObligation(obligation) === kind).length} ${kind}`,
  );
  const asked =
    open.length === 0
      ? 'Nothing asks for anything'
      : `${count(open.length, 'finding')} ${open.length === 1 ? 'asks' : 'ask'} for something: ${parts.join(', ')}`;
  const rest = quiet.length === 0 ? '' : `; ${quiet.length} more, nothing asked`;
  const blind = result.files.filter(({ notJudged }) => notJudged !== undefined).length + result.failures.length;
  const unjudged = blind === 0 ? '' : ` ${paint(style, 'red', `${blind} could not be judged.`)}`;
  return `${asked}${rest}.${unjudged}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
