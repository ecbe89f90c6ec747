import { resolve } from 'node:path';
import { compareClusterNeeds, toRoles, type ClusterNeedsAndGrants } from '../core/cluster-permissions.ts';
import { createEngine } from '../core/load-language.ts';
import {
  compareNeeds,
  toIamPolicy,
  toRolePolicy,
  type Excess,
  type Need,
  type NeedsAndGrants,
  type Place,
  type RolePermissions,
} from '../core/permissions.ts';
import { workflowPermissions, type JobPermissions } from '../core/workflow-permissions.ts';
import { createAnalysisCache } from '../host/analyze-workspace.ts';
import { findTopLevel, openRepository } from '../host/git-repository.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { readPolicy } from '../host/policy-files.ts';
import { fromDisk } from '../host/summary-source.ts';
import { toWorkspacePath } from '../host/workspace-path.ts';
import { factsOfWorkspace, type WorkspaceFacts } from '../host/workspace-facts.ts';
import { paint, printable, type Style } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { showProblem } from './show-problem.ts';
import { showRoles } from './show-roles.ts';

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
        engine: createEngine(shippedGrammars()),
        policy: policy.value,
        source: fromDisk(root),
        cache: createAnalysisCache(),
        helpers: createReadingPool(),
        cancel: terminal.cancel,
      },
      (done, all) => terminal.progress(`Reading ${done} of ${all} files`),
    );
    terminal.progress(null);
    if (values['format'] === 'iam') {
      const aws = compareNeeds(found.facts, found.summaries, found.isWhole);
      await terminal.write(`${JSON.stringify(toIamPolicy(aws), null, 2)}\n`);
      for (const line of sources(aws)) terminal.note(`${line}\n`);
    } else await terminal.write(show(values['format'], found, terminal));
    for (const { path, message } of found.failures)
      terminal.note(`not judged  ${printable(path)}: ${printable(message)}\n`);
    for (const problem of found.problems) terminal.note(showProblem(problem, terminal));
    return found.failures.length + found.problems.length > 0 ? 2 : 0;
  } finally {
    repository?.close();
  }
}

function show(format: unknown, { facts, summaries, isWhole }: WorkspaceFacts, style: Style): string {
  if (format === 'github-actions') return showWorkflows(workflowPermissions(facts));
  const { needs: ofCluster, excess: beyond } = compareClusterNeeds(facts);
  const cluster = { needs: ofCluster, excess: isWhole ? beyond : [] };
  if (format === 'kubernetes') return showRoles(toRoles(cluster));
  const aws = compareNeeds(facts, summaries, isWhole);
  if (format === 'json') {
    const { needs, excess, roles } = aws;
    const byRole = roles.map((role) => ({ ...role, policy: toRolePolicy(role) }));
    return `${JSON.stringify({ needs, excess, roles: byRole, policy: toIamPolicy(aws), cluster }, null, 2)}\n`;
  }
  return `${showText(aws, cluster, style)}${isWhole ? '' : ONLY_A_FOLDER}`;
}

const ONLY_A_FOLDER =
  '\nOnly a folder was read: other code may need what is granted in it, so nothing is said to be in excess.\n';

/** For each entry of the policy, the lines that need it. */
function sources({ needs, roles, others }: NeedsAndGrants): readonly string[] {
  const of = (list: readonly Need[]): readonly string[] =>
    list.map(({ action, resource, at }) => `${printable(`${action} on ${resource}`)}  ${places(at)}`);
  if (roles.length === 0) return of(needs);
  return [
    ...roles.flatMap((role) => [`# ${printable(role.role)}  ${places([role.at])}`, ...of(role.needs)]),
    ...(others.length === 0 ? [] : ['# code whose role is not known', ...of(others)]),
  ];
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

function showText(aws: NeedsAndGrants, cluster: ClusterNeedsAndGrants, style: Style): string {
  const blocks = aws.roles.map((role) => showRole(role, style));
  const ofAws = { needs: aws.others, excess: aws.excess };
  if (blocks.length > 0) {
    const parts = [['code whose role is not known', ofAws] as const, ['a cluster', cluster] as const];
    for (const [title, part] of parts)
      if (part.needs.length + part.excess.length > 0) blocks.push([title, ...partLines(part, style)]);
  } else {
    const needs = [...ofAws.needs, ...cluster.needs];
    const excess = [...ofAws.excess, ...cluster.excess];
    const isJoined = needs.some(({ grant }) => grant !== null) || excess.length > 0;
    blocks.push([
      ...partLines({ needs, excess }, style),
      ...(needs.length === 0 ? ['No call that needs a permission of AWS or of a cluster was found.'] : []),
      ...(isJoined || needs.length === 0 ? [] : ['No policy or role was found to compare with.']),
    ]);
  }
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function partLines({ needs, excess }: Pick<NeedsAndGrants, 'needs' | 'excess'>, style: Style): readonly string[] {
  return [...needLines(needs, style), ...excessLines(excess, style)];
}

function showRole({ role, at, entries, needs, excess, notJudged }: RolePermissions, style: Style): readonly string[] {
  return [
    `${paint(style, 'bold', printable(role))}  ${places([at])}`,
    `  runs ${entries.map(printable).join(', ')}`,
    ...needLines(needs, style),
    ...excessLines(excess, style),
    ...(needs.length === 0 ? ['No call that needs an AWS permission was found.'] : []),
    ...(notJudged === null ? [] : [`What it does not need cannot be judged because ${printable(notJudged)}`]),
  ];
}

function needLines(needs: readonly Need[], style: Style): readonly string[] {
  return needs.flatMap((need) => [
    `${stateOf(need, style)}${printable(need.action)} on ${printable(need.resource)}`,
    `  ${places(need.at)}`,
    ...(need.because === undefined ? [] : [`  cannot be judged because ${printable(need.because)}`]),
  ]);
}

function excessLines(excess: readonly Excess[], style: Style): readonly string[] {
  return excess.flatMap(({ action, resource, at }) => [
    `${paint(style, 'yellow', 'excess')}      ${printable(action)} on ${printable(resource)}`,
    `  ${places([at])}`,
  ]);
}

function stateOf({ grant, because }: Need, style: Style): string {
  if (grant === null) return because === undefined ? '' : 'not judged  ';
  return grant === 'declared' ? 'declared    ' : `${paint(style, 'red', 'undeclared')}  `;
}

function places(at: readonly Place[]): string {
  return at.map(({ path, line }) => `${printable(path)}:${line}`).join(', ');
}
