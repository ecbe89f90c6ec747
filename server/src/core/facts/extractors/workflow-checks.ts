import type { SyntaxNode } from '../../model/syntax.ts';
import { watchSite } from '../assurance-site.ts';
import { checksIn, checkSite as check, CHECKS, isSwallowed } from '../check-commands.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { workflowsOf, type Job, type Step } from '../workflows/workflow.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  'github/codeql-action/analyze': 'CodeQL',
  'actions/dependency-review-action': 'the review of dependencies',
  'aquasecurity/trivy-action': 'trivy',
  'gitleaks/gitleaks-action': 'gitleaks',
  'trufflesecurity/trufflehog': 'trufflehog',
  'semgrep/semgrep-action': 'semgrep',
  'returntocorp/semgrep-action': 'semgrep',
  'snyk/actions/node': 'snyk',
  'sonarsource/sonarqube-scan-action': 'sonar',
  'sonarsource/sonarcloud-github-action': 'sonar',
  'bridgecrewio/checkov-action': 'checkov',
  'zizmorcore/zizmor-action': 'zizmor',
  'ossf/scorecard-action': 'scorecard',
  'google/osv-scanner-action': 'osv-scanner',
};

/** What CI runs to check a change, and whether its failure stops anything. */
export const workflowChecks = defineExtractor({
  id: 'workflow-checks',
  kinds: ['assurance.detection'],
  languages: ['yaml', 'json'],
  *extract(reading) {
    for (const { jobs } of workflowsOf(reading))
      for (const job of jobs) for (const step of job.steps) yield* checksOf(reading, job, step);
    if (/(?:^|\/)package\.json$/.test(reading.unit.path)) yield* testScript(reading);
  },
});

function* checksOf(reading: Reading, job: Job, step: Step): Generator<Site> {
  const run = step.run === null ? null : (asText(reading, step.run) ?? reading.unit.textOf(step.run));
  const isOff = isNever(reading, job.object) || isNever(reading, step.object);
  const isSoft = isTolerant(reading, job.object) || isTolerant(reading, step.object);
  const value = (text: string): string => (isOff ? '0' : isSoft || isSwallowed(text) ? '1' : '2');
  const named = step.action === null ? undefined : ACTIONS[step.action];
  if (named !== undefined && Object.hasOwn(ACTIONS, step.action!)) yield check(named, value(''), step.node);
  for (const { name, line } of run === null ? [] : checksIn(run)) yield check(name, value(line), step.node);
}

function isNever(reading: Reading, object: SyntaxNode): boolean {
  const condition = asText(reading, valueOfKey(reading, object, 'if'));
  return condition !== null && /^(?:\$\{\{)?\s*false\s*(?:\}\})?$/.test(condition);
}

function isTolerant(reading: Reading, object: SyntaxNode): boolean {
  return asText(reading, valueOfKey(reading, object, 'continue-on-error')) === 'true';
}

/** `"test": "echo skipped"`: whatever calls it is told that all is well. */
function* testScript(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    const scripts = asObject(reading, valueOfKey(reading, root, 'scripts'));
    const text = scripts === null ? null : asText(reading, valueOfKey(reading, scripts, 'test'));
    if (scripts === null || text === null || /no test specified/.test(text)) continue;
    const isEmpty = /^\s*(?:echo\b[^|&;]*|true|:|exit 0)?(?:\s*(?:&&|;)\s*(?:exit 0|true))?\s*$/.test(text);
    yield watchSite(
      'run',
      'the test script',
      isEmpty ? '0' : isSwallowed(text) ? '1' : '2',
      entryOf(reading, scripts, 'test') ?? scripts,
      `\`test\` is \`${text.slice(0, 100)}\`.`,
      CHECKS,
    );
  }
}
