import type { Landed, LandedSince } from '../core/gate.ts';
import { readSteps } from './branch-history.ts';
import { isObjectId } from './git-blobs.ts';
import { askIfAny, type Repository } from './git-repository.ts';
import { isShallow } from './git-revisions.ts';
import { throwProblem } from './problems.ts';

/**
 * What a base has come to hold since commits that decisions were made on.
 *
 * @throws HostProblem when a shallow clone lacks them, or more happened since than is read
 */
export async function readLanded(
  repository: Repository,
  base: string,
  { commits, paths }: { readonly commits: Iterable<string>; readonly paths: ReadonlySet<string> },
): Promise<ReadonlyMap<string, LandedSince>> {
  const found = new Map<string, LandedSince>();
  for (const commit of commits) {
    // Of others' records: anything may stand there.
    const fork = isObjectId(commit) ? await askIfAny(repository, { arguments: ['merge-base', commit, base] }) : null;
    if (fork !== null) found.set(commit, fork === base ? new Map() : await readSince(repository, commit, base, paths));
    else if (await isShallow(repository))
      throwProblem(
        'gitMissingObject',
        `This shallow clone lacks the commit ${commit.slice(0, 10)}, on which an answer was given: nobody can tell whether it is for what came into the base since.`,
      );
    else found.set(commit, 'elsewhere');
  }
  return found;
}

async function readSince(
  repository: Repository,
  since: string,
  until: string,
  paths: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Landed>> {
  const steps = await readSteps(repository, { since, until }, [...paths]);
  if (steps === null)
    throwProblem(
      'tooMany',
      `More has come into the base since ${since.slice(0, 10)} than is read, and answers were given there: rebase, and answer again.`,
    );
  const byPath = new Map<string, { readonly blobs: Set<string | null>; readonly hunks: Set<string> }>();
  for (const { path, to, by } of steps) {
    const known = byPath.get(path) ?? { blobs: new Set<string | null>(), hunks: new Set<string>() };
    known.blobs.add(to);
    for (const hunk of by === 'merge' ? [] : by) known.hunks.add(hunk);
    byPath.set(path, known);
  }
  return byPath;
}
