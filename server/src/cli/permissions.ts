import { resolve } from 'node:path';
import { createEngine } from '../core/load-language.ts';
import { compareClusterNeeds, toRoles } from '../core/cluster-permissions.ts';
import type { Fact } from '../core/model/fact.ts';
import { compareNeeds, toIamPolicy, type Need, type NeedsAndGrants, type Place } from '../core/permissions.ts';
import { workflowPermissions, type JobPermissions } from '../core/workflow-permissions.ts';
import { createAnalysisCache } from '../host/analyze-workspace.ts';
import { findTopLevel, openRepository } from '../host/git-repository.ts';
import { readGrammars } from '../host/grammars.ts';
import { readPolicy } from '../host/policy-files.ts';
import { fromDisk } from '../host/summary-source.ts';
import { toWorkspacePath } from '../host/workspace-path.ts';
import { factsOfWorkspace } from '../host/workspace-facts.ts';
import { paint, printable, type Style } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { showRoles } from './show-roles.ts';
import { showProblem } from './show-problem.ts';

export async function runPermissions({ positionals, values, terminal }: Invocation): Promise<ExitCode> {
  const root = (await findTopLevel(terminal.directory)) ?? terminal.directory;
  const target = resolve(terminal.directory, positionals[0] ?? '.');
  const folder = target === resolve(root) ? '' : toWorkspacePath(root, target);
  if (folder === null)
    throw new UsageError(
      `"${positionals[0] ?? '.'}" is not in this workspace.`,
      'Nothing outside of it is read.',
      'Name a folder below this one, or none for all of it.',
    );
  const policy = await readPolicy({ kind: 'none' });
  const repository = await openRepository(root);
  try {
    const found = await factsOfWorkspace(
      root,
      folder === '' ? '' : `${folder}/`,
      repository,
      {
        engine: createEngine(readGrammars()),
        policy: policy.value,
        source: fromDisk(root),
        cache: createAnalysisCache(),
        cancel: terminal.cancel,
      },
      (done, all) => terminal.progress(`Reading ${done} of ${all} files`),
    );
    terminal.progress(null);
    await terminal.write(show(values['format'], found.facts, terminal));
    if (values['format'] === 'iam') for (const line of sources(compareNeeds(found.facts))) terminal.note(`${line}\n`);
    for (const { path, message } of found.failures)
      terminal.note(`not judged  ${printable(path)}: ${printable(message)}\n`);
    for (const problem of found.problems) terminal.note(showProblem(problem, terminal));
    return found.failures.length + found.problems.length > 0 ? 2 : 0;
  } finally {
    repository?.close();
  }
}

function show(format: unknown, facts: readonly Fact[], style: Style): string {
  if (format === 'github-actions') return showWorkflows(workflowPermissions(facts));
  const cluster = compareClusterNeeds(facts);
  if (format === 'kubernetes') return showRoles(toRoles(cluster));
  const aws = compareNeeds(facts);
  if (format === 'iam') return `${JSON.stringify(toIamPolicy(aws), null, 2)}\n`;
  if (format === 'json') return `${JSON.stringify({ ...aws, policy: toIamPolicy(aws), cluster }, null, 2)}\n`;
  return showText({ needs: [...aws.needs, ...cluster.needs], excess: [...aws.excess, ...cluster.excess] }, style);
}

/** For each entry of the policy, the lines that need it. */
function sources({ needs }: NeedsAndGrants): readonly string[] {
  return needs.map(({ action, resource, at }) => `${printable(`${action} on ${resource}`)}  ${places(at)}`);
}

/** As it stands in the workflows, with what each entry comes from. */
function showWorkflows(jobs: readonly JobPermissions[]): string {
  if (jobs.length === 0) return 'No step of a workflow that needs GITHUB_TOKEN was found.\n';
  const lines: string[] = [];
  let path: string | null = null;
  for (const job of jobs) {
    if (job.path !== path) lines.push(`# ${printable(job.path)}`, 'permissions: {}', 'jobs:');
    path = job.path;
    lines.push(`  ${printable(job.job)}:`, `    permissions:${job.scopes.length === 0 ? ' {}' : ''}`);
    for (const { scope, level, lines: at, why } of job.scopes)
      lines.push(`      ${scope}: ${level} # ${lineWords(at)}: ${printable(why)}`);
    for (const { what, lines: at } of job.unknown) lines.push(`    # not known: ${lineWords(at)}: ${printable(what)}`);
  }
  return `${lines.join('\n')}\n`;
}

function lineWords(lines: readonly number[]): string {
  return `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`;
}

function showText({ needs, excess }: NeedsAndGrants, style: Style): string {
  const isJoined = needs.some(({ grant }) => grant !== null) || excess.length > 0;
  const lines = [
    ...needs.map(
      (need) => `${stateOf(need, style)}${printable(need.action)} on ${printable(need.resource)}\n  ${places(need.at)}`,
    ),
    ...excess.map(
      ({ action, resource, at }) =>
        `${paint(style, 'yellow', 'excess')}      ${printable(action)} on ${printable(resource)}\n  ${places([at])}`,
    ),
    ...(needs.length === 0 ? ['No call that needs a permission of AWS or of a cluster was found.'] : []),
    ...(isJoined || needs.length === 0 ? [] : ['No policy or role was found to compare with.']),
  ];
  return `${lines.join('\n')}\n`;
}

function stateOf({ grant }: Need, style: Style): string {
  if (grant === null) return '';
  return grant === 'declared' ? 'declared    ' : `${paint(style, 'red', 'undeclared')}  `;
}

function places(at: readonly Place[]): string {
  return at.map(({ path, line }) => `${printable(path)}:${line}`).join(', ');
}
