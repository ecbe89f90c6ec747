import { worded } from '../core/model/wording.ts';
import { askForText, askIfAny, toRun, type Repository } from './git-repository.ts';
import { findMergeBase, isShallow } from './git-revisions.ts';
import { runGit, splitNul, toProblem } from './git-run.ts';
import { throwProblem } from './problems.ts';

/** What the base will hold once the head is merged into it. */
export type FutureState =
  | { readonly kind: 'merged'; readonly tree: string; readonly forkPoint: string | null }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

/**
 * The merge that a server would make, without a work tree and without touching a ref. A head that holds the base is the merged
 * state itself. Programs that the configuration names for merging are not run: a file that needs one counts as a conflict.
 *
 * @throws HostProblem when git is too old, or the clone too shallow to know where the two parted
 */
export async function readFutureState(repository: Repository, base: string, head: string): Promise<FutureState> {
  const forkPoint = await findMergeBase(repository, base, head);
  if (forkPoint === base) return { kind: 'merged', tree: await treeOf(repository, head), forkPoint };
  if (forkPoint === head) return { kind: 'merged', tree: await treeOf(repository, base), forkPoint };
  if (forkPoint === null) refuseUnrelated(await isShallow(repository), base, head);
  return await mergeTrees(repository, base, head, forkPoint);
}

function refuseUnrelated(isCut: boolean, base: string, head: string): never {
  const names = `${base.slice(0, 10)} and ${head.slice(0, 10)}`;
  if (isCut) throwProblem('gitMissingObject', worded`This shallow clone does not reach back to where ${names} parted.`);
  throwProblem('unknownRevision', worded`${names} have no common commit.`);
}

async function mergeTrees(repository: Repository, base: string, head: string, forkPoint: string): Promise<FutureState> {
  const question = {
    arguments: ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head],
  };
  const run = toRun(repository, question);
  const answer = await runGit({
    ...run,
    settings: [...(run.settings ?? []), ...mergeSettings, ...(await withoutDrivers(repository))],
  });
  // 0: clean; 1: conflicts. Before 2.38 it only knows three arguments.
  if (answer.exitCode === 129 || /unknown option|usage: git merge-tree/.test(answer.complaint))
    throwProblem('gitTooOldToMerge', worded`This git cannot merge without a work tree.`);
  if (answer.exitCode > 1) throw toProblem(run, answer);
  const [tree = '', ...paths] = splitNul(answer.output);
  return answer.exitCode === 0
    ? { kind: 'merged', tree, forkPoint }
    : { kind: 'conflict', paths: [...new Set(paths.filter((path) => path !== ''))] };
}

/** As servers merge: renames are followed, and nothing is converted. */
const mergeSettings = ['merge.renames=true', 'merge.directoryRenames=conflict', 'merge.renormalize=false'];

async function withoutDrivers(repository: Repository): Promise<readonly string[]> {
  const pattern = String.raw`^merge\..*\.driver$`;
  const names = await askIfAny(repository, { arguments: ['config', '-z', '--name-only', '--get-regexp', pattern] });
  return splitNul(names ?? '').map((name) => {
    if (name.includes('='))
      throwProblem(
        'unsafeRepository',
        worded`The merge driver "${name}" in the git configuration cannot be switched off.`,
      );
    return `${name}=false`;
  });
}

async function treeOf(repository: Repository, commit: string): Promise<string> {
  return await askForText(repository, { arguments: ['rev-parse', '--verify', `${commit}^{tree}`] });
}
