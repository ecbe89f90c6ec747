import type { SyntaxNode } from '../../model/syntax.ts';
import { suppressionSite, watchSite } from '../assurance-site.ts';
import { checksIn, checkSite as check, CHECKS, isSwallowed } from '../check-commands.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { matrixTexts } from '../workflows/matrix.ts';
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
  kinds: ['assurance.detection', 'assurance.suppression'],
  languages: ['yaml', 'json'],
  *extract(reading) {
    for (const { root, jobs } of workflowsOf(reading)) {
      const checks = jobs.flatMap((job) => job.steps.flatMap((step) => [...checksOf(reading, job, step)]));
      yield* checks;
      if (checks.length > 0) yield* passedOver(reading, root);
    }
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
  if (step.action === 'github/codeql-action/init') yield* languagesOf(reading, job, step);
  for (const { name, line } of run === null ? [] : checksIn(run)) yield check(name, value(line), step.node);
}

/** Each language that CodeQL looks at. */
function* languagesOf(reading: Reading, job: Job, step: Step): Generator<Site> {
  const given = step.with === null ? null : valueOfKey(reading, step.with, 'languages');
  for (const { text, node } of asTexts(reading, given))
    for (const each of matrixTexts(reading, job, text, node))
      for (const name of each.text.split(/[\s,]+/))
        if (/^[\w-]{1,30}$/.test(name)) yield check(`CodeQL for ${name}`, '2', each.node);
}

/** What nobody tests: prose, pictures, settings of editors and of other pipelines. */
const UNTESTED =
  /^!|(?:^|\/)(?:docs?|documentation|website|site|examples?|\.github|\.vscode|\.idea|\.devcontainer|assets|images|media|changelogs?|\.changeset|i18n|locales)(?:\/|$)|\.(?:mdx?|rst|adoc|txt|png|jpe?g|gif|svg|ico|drawio|cff|po)$|(?:^|\/)(?:LICEN[CS]E|README|CHANGELOG|CONTRIBUTING|CODEOWNERS|NOTICE|AUTHORS|OWNERS|\.git\w+|\.editorconfig|renovate|\.?dependabot)[^/]*$/i;

/** Changes of files that start nothing, by `paths-ignore:`. */
function* passedOver(reading: Reading, root: SyntaxNode): Generator<Site> {
  const on = asObject(reading, valueOfKey(reading, root, 'on') ?? valueOfKey(reading, root, 'true'));
  for (const event of ['push', 'pull_request', 'pull_request_target', 'merge_group']) {
    const given = on === null ? null : asObject(reading, valueOfKey(reading, on, event));
    if (given === null) continue;
    for (const { text, node } of asTexts(reading, valueOfKey(reading, given, 'paths-ignore')))
      if (!UNTESTED.test(text))
        yield suppressionSite(node, { tool: 'This workflow', of: text, scope: 'project' }, CHECKS);
  }
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
