import type { Finding } from '../core/model/finding.ts';
import { printAsked } from '../core/model/obligation.ts';
import { createEngine } from '../core/load-language.ts';
import { traceRules, type TracedRule } from '../core/rules.ts';
import { analyzeWorkspace, createAnalysisCache } from '../host/analyze-workspace.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { readPolicy } from '../host/policy-files.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { paint, printable, type Style } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { organisationOf } from './organisation.ts';
import { readRepositoryInput } from './review-input.ts';

/** Which rule of which layer decided about a finding of the review, which others matched, and why they did not. */
export async function explainRule(invocation: Invocation): Promise<ExitCode> {
  const { positionals, values, terminal } = invocation;
  const [named] = positionals;
  if (named === undefined)
    throw new UsageError(
      'No finding was named.',
      'There is nothing to explain.',
      'Give the beginning of a fingerprint, or DETECTOR, DETECTOR:PATH or DETECTOR:PATH:LINE, as "review" shows them.',
    );
  const input = await readRepositoryInput(values['head'] === undefined ? 'worktree' : 'range', invocation);
  try {
    const policy = await readPolicy(input.policyBase, {
      workspace: input.workspace,
      organisation: organisationOf(invocation),
    });
    const result = await analyzeWorkspace(input.changeSet, {
      engine: createEngine(shippedGrammars()),
      policy: policy.value,
      source: input.source,
      cache: createAnalysisCache(),
      helpers: createReadingPool(),
      cancel: terminal.cancel,
    });
    const found = result.findings.filter((finding) => isNamed(finding, named));
    if (found.length === 0) throw noFinding(named, result.findings);
    const language = new Map(result.files.map((file) => [file.path, file.language]));
    const blocks = found.map((finding) => {
      const { origin, partly = [] } = input.changeSet;
      const about = { origin, partly, language: language.get(finding.path) ?? null };
      return show(finding, traceRules(policy.value, finding, about), terminal);
    });
    await terminal.write(blocks.join('\n'));
    return 0;
  } finally {
    input.close();
  }
}

const shortestPrint = 6;

function isNamed({ fingerprint, detectorId, path, range }: Finding, named: string): boolean {
  if (named.length >= shortestPrint && fingerprint.startsWith(named)) return true;
  const place = `${detectorId}:${path}:${range.start.line + 1}`;
  return place === named || place.startsWith(`${named}:`);
}

function noFinding(named: string, findings: readonly Finding[]): UsageError {
  const ids = [...new Set(findings.map(({ detectorId }) => detectorId))];
  return new UsageError(
    `No finding of this review is named "${named}".`,
    'There is nothing to explain.',
    ids.length === 0 ? 'The review has no findings.' : `It has findings of ${ids.join(', ')}.`,
  );
}

function show(finding: Finding, rules: readonly TracedRule[], style: Style): string {
  const { detectorId, message, path, range, fingerprint, hold } = finding;
  const head = `${printable(path)}:${range.start.line + 1}  ${paint(style, 'bold', detectorId)}  ${printable(message)}`;
  const asks = `asks for ${printAsked(finding)}${hold ? ', and waits before it is written' : ''}`;
  const lines = rules.map((rule) => {
    const { id, layer, source, verdict } = rule;
    const mark = verdict.startsWith('decides') ? paint(style, 'green', '->') : '  ';
    return `  ${mark} ${printable(id)} (${layer}, ${printable(source)}) ${printAsked(rule)}: ${verdict}`;
  });
  const none = rules.length === 0 ? ['     no rule of any layer is about it'] : [];
  return `${[head, `  ${asks}; fingerprint ${fingerprint.slice(0, 12)}`, ...lines, ...none].join('\n')}\n`;
}
