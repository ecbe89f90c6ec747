import { shownFaults, type GateReport } from '../core/gate.ts';
import { printAsked } from '../core/model/obligation.ts';
import { paint, printable, type Style } from './colours.ts';
import { showProblem } from './show-problem.ts';

type Finding = GateReport['findings'][number];

/** The gate's answer for people: what is missing first, each with who must act and how. */
export function showGate({ verdict, findings, unjudged, title, sources }: GateReport, style: Style): string {
  const missing = findings.filter(({ words }) => words !== null);
  const settled = findings.filter(({ words }) => words === null);
  const parts = [
    paint(style, 'bold', printable(title)),
    ...missing.map((finding) => showMissing(finding, style)),
    ...unjudged.flatMap(({ path, message, words }) =>
      words === null
        ? []
        : [
            rows(
              `${printable(path)}  ${paint(style, 'red', 'not judged')}`,
              [message, ['missing', words.what], ['who', words.who], ['how', words.how]],
              style,
            ),
          ],
    ),
    ...verdict.failures.map(({ path, message }) =>
      rows(
        `${path === '' ? 'Could not judge' : printable(path)}  ${paint(style, 'red', 'could not judge')}`,
        [message],
        style,
      ),
    ),
    ...verdict.problems.map((problem) => showProblem(problem, style).trimEnd()),
    ...shownFaults(sources).map(
      ({ title: source, fault }) => `${paint(style, 'yellow', 'Records')}  ${printable(source)}\n  ${printable(fault)}`,
    ),
    ...(verdict.ignored.length === 0 ? [] : [showIgnored(verdict.ignored)]),
    ...(settled.length === 0 ? [] : [[paint(style, 'bold', 'Answered for'), ...settled.map(showSettled)].join('\n')]),
    summary({ verdict, findings, unjudged, sources }, style),
  ];
  return `${parts.join('\n\n')}\n`;
}

function showMissing({ finding, line, words }: Finding, style: Style): string {
  const asked = paint(style, finding.obligation.kind === 'acknowledge' ? 'yellow' : 'red', printAsked(finding));
  const rules = [finding.rule, ...(finding.alongside ?? [])];
  return rows(
    `${paint(style, 'bold', `${printable(finding.path)}:${line + 1}`)}  ${finding.change}  ${finding.facet}  ${asked}`,
    [
      finding.message,
      ['missing', words?.what ?? ''],
      ['who', words?.who ?? ''],
      ['how', words?.how ?? ''],
      ['rule', rules.map(({ id, layer, source }) => `${id} (${layer}, ${source})`).join(' + ')],
    ],
    style,
  );
}

function showIgnored(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(', ');
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : '';
  return printable(`Left out by "ignore" of the policy: ${shown}${more}`);
}

function showSettled({ finding, line, settled }: Finding): string {
  const by = [...new Set(settled?.records.map((record) => `${record.by}${record.isSigned ? '' : ' (not signed)'}`))];
  return printable(`  ${finding.path}:${line + 1}  ${finding.message}  ${by.join(', ')}, by ${settled?.by ?? ''}`);
}

function rows(head: string, lines: readonly (string | readonly [string, string])[], style: Style): string {
  return [
    head,
    ...lines.map((line) =>
      typeof line === 'string'
        ? `  ${printable(line)}`
        : `  ${paint(style, 'dim', line[0].padEnd(7))}  ${printable(line[1])}`,
    ),
  ].join('\n');
}

function summary(
  { verdict, findings, unjudged, sources }: Pick<GateReport, 'verdict' | 'findings' | 'unjudged' | 'sources'>,
  style: Style,
): string {
  const open = findings.filter(({ words }) => words !== null).length;
  const records = sources.reduce((sum, source) => sum + source.records, 0);
  const read = `${findings.length} ${findings.length === 1 ? 'finding asks' : 'findings ask'} for an answer, ${findings.length - open} have one (${records} records read).`;
  const blind = unjudged.filter(({ words }) => words !== null).length + verdict.failures.length;
  switch (verdict.outcome) {
    case 'passes': {
      const observed =
        verdict.isObserved && open + blind > 0 ? ' The policy only observes: what is missing stops nobody.' : '';
      return `${paint(style, 'green', 'The gate is open.')} ${read}${observed}`;
    }
    case 'closed':
      return `${paint(style, 'red', 'The gate is closed.')} ${read}`;
    case 'not-judged':
      return `${paint(style, 'red', 'Could not judge.')} ${blind === 0 ? '' : `${blind} could not be judged. `}${read}`;
  }
}
