import { withoutSpent, type Landed, type LandedSince } from '../core/gate.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import { worded } from '../core/model/wording.ts';
import { readSteps, type KnownSteps } from './branch-history.ts';
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
  known: KnownSteps = new Map(),
): Promise<ReadonlyMap<string, LandedSince>> {
  const found = new Map<string, LandedSince>();
  for (const commit of commits) {
    // Of others' records: anything may stand there.
    const fork = isObjectId(commit) ? await askIfAny(repository, { arguments: ['merge-base', commit, base] }) : null;
    if (fork === base) found.set(commit, new Map());
    else if (fork !== null)
      found.set(commit, await readSince(repository, { since: commit, until: base }, paths, known));
    else if (await isShallow(repository))
      throwProblem(
        'gitMissingObject',
        worded`This shallow clone lacks the commit ${commit.slice(0, 10)}, on which an answer was given: nobody can tell whether it is for what came into the base since.`,
      );
    else found.set(commit, 'elsewhere');
  }
  return found;
}

/**
 * Records that a review of commits may go on from: not from what was said of the same lines before they came into the base.
 *
 * @param base null: nothing is known of what came into it
 * @throws HostProblem as `readLanded`
 */
export async function readStanding(
  repository: Repository,
  base: string | null,
  changeSet: ChangeSet,
  records: readonly LedgerRecord[],
): Promise<readonly LedgerRecord[]> {
  const decisions = records.filter((record) => record.kind === 'decision' && record.changeSet === changeSet.id);
  if (base === null || decisions.length === 0) return records;
  const commits = new Set(
    decisions.flatMap((record) => (record.kind === 'decision' ? (record.policy.base ?? []) : [])),
  );
  const paths = new Set(changeSet.files.flatMap(({ path, previousPath = path }) => [path, previousPath]));
  return withoutSpent(records, await readLanded(repository, base, { commits, paths }));
}

async function readSince(
  repository: Repository,
  range: { readonly since: string; readonly until: string },
  paths: ReadonlySet<string>,
  known: KnownSteps,
): Promise<ReadonlyMap<string, Landed>> {
  const steps = await readSteps(repository, range, [...paths], known);
  if (steps === null)
    throwProblem(
      'tooMany',
      worded`More has come into the base since ${range.since.slice(0, 10)} than is read, and answers were given there: rebase, and answer again.`,
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
