import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { watchSite } from '../assurance-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { workflowsOf, type Job, type Step } from '../workflows/workflow.ts';

/** Commands that check a change, and what they are, most specific first. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/\bcountersign\s+(?:gate|review|verify)\b/, 'countersign'],
  [/\bsemgrep\s+(?:ci|scan|--config)/, 'semgrep'],
  [/\btrivy\s+(?:fs|image|config|repo|filesystem)\b/, 'trivy'],
  [/\bgitleaks\s+(?:detect|git|dir|protect)\b/, 'gitleaks'],
  [/\btrufflehog\s+\w/, 'trufflehog'],
  [/\bsnyk\s+(?:test|code|container|iac|monitor)\b/, 'snyk'],
  [/\bbandit\s+-/, 'bandit'],
  [/\bgosec\s/, 'gosec'],
  [/\bgovulncheck\b/, 'govulncheck'],
  [/\bosv-scanner\b/, 'osv-scanner'],
  [/\bcheckov\s+-/, 'checkov'],
  [/\bzizmor\s/, 'zizmor'],
  [/\bbrakeman\b/, 'brakeman'],
  [/\b(?:npm|pnpm|yarn)\s+audit\b/, 'the audit of packages'],
  [/\bpip-audit\b/, 'the audit of packages'],
  [/\bcargo\s+(?:audit|deny)\b/, 'the audit of packages'],
  [
    /\b(?:npm|pnpm|yarn|bun|composer)\s+(?:run\s+)?(?:test|t)(?::[\w:-]+)?(?=\s|$)|\b(?:pytest|tox|nox|rspec|phpunit|vitest|jest|mocha|ctest)\b|\bgo\s+test\b|\bcargo\s+(?:nextest\s+run|test)\b|\b(?:mvnw?|\.\/mvnw)\s[^\n]{0,200}\b(?:test|verify)\b|\bgradlew?\s[^\n]{0,200}\b(?:test|check|build)\b|\bdotnet\s+test\b|\bmake\s+(?:test|check)\b|\bmix\s+test\b|\bswift\s+test\b|\brake\s+(?:test|spec)\b|\bmanage\.py\s+test\b|\bpython3?\s+-m\s+(?:pytest|unittest)\b/,
    'the tests',
  ],
];

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

/** A job that is renamed or split runs the same: what is run hangs on the workflow. */
const CHECKS: Subject = { type: 'workflow', symbol: 'checks', exposure: 'ci' };

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
  const found = new Set<string>();
  for (const line of run === null ? [] : run.replace(/\\\n/g, ' ').split('\n').slice(0, 400)) {
    if (/^\s*#/.test(line) || line.length > 4_000) continue;
    for (const [pattern, name] of COMMANDS) {
      if (!pattern.test(line)) continue;
      if (!found.has(name)) yield check(name, value(line), step.node);
      found.add(name);
      break;
    }
  }
}

function check(name: string, value: string, node: SyntaxNode): Site {
  const words = ['never run', 'run, and nothing stops when it fails', 'run'];
  return watchSite(
    'run',
    name,
    value,
    node,
    `By this workflow ${name} ${name === 'the tests' ? 'are' : 'is'} ${words[Number(value)]!}.`,
    CHECKS,
  );
}

function isNever(reading: Reading, object: SyntaxNode): boolean {
  const condition = asText(reading, valueOfKey(reading, object, 'if'));
  return condition !== null && /^(?:\$\{\{)?\s*false\s*(?:\}\})?$/.test(condition);
}

function isTolerant(reading: Reading, object: SyntaxNode): boolean {
  return asText(reading, valueOfKey(reading, object, 'continue-on-error')) === 'true';
}

function isSwallowed(line: string): boolean {
  return /\|\|\s*(?:true|:|exit\s+0|echo\b)/.test(line) || /;\s*(?:true|exit\s+0)\s*$/.test(line);
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
