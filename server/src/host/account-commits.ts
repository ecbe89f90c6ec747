import { originOf } from '../core/channel.ts';
import { ingestVersions } from '../core/ingest.ts';
import type { FileChange } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import { matchCommit, matchHunks, type CommittedHunk, type RecordIndex } from '../core/record.ts';
import { readChanges, toSides } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { inBranchFolder } from './ledger-texts.ts';
import type { RangeCommit } from './list-commits.ts';

/** What records say of a commit, and what none of them accounts for. */
export interface Account {
  readonly commit: RangeCommit;
  /** Hashes. */
  readonly records: readonly string[];
  /** How many of them nobody who may has signed. */
  readonly unsigned: number;
  readonly unmatched: readonly UnmatchedFile[];
  /** Each file that the commit changed, those that could not be read too. */
  readonly files: readonly AccountedFile[];
  /** What could not be read, and counts as not accounted for. */
  readonly problems: readonly Problem[];
}

export interface AccountedFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Hashes of the records that account for it, or for some of it. */
  readonly records: readonly string[];
  /** By exact content, by the patch of an earlier commit, or by hunk. */
  readonly by: 'blob' | 'patch' | 'hunk';
}

export interface UnmatchedFile {
  readonly path: string;
  /** Lines taken and given by hunks without a record. */
  readonly lines: number;
}

/** By exact content, by patch, then by hunk. Records that lie in the branch itself need none. */
export async function accountFor(repository: Repository, commit: RangeCommit, index: RecordIndex): Promise<Account> {
  const changes = commit.changes.filter(({ path }) => !path.startsWith(`${inBranchFolder}/`));
  const read = await readChanges(repository, changes);
  const files = ingestVersions(read.changes.map(toSides), originOf('git')).files;
  const match = matchCommit({ id: commit.id, patchId: commit.patchId, files: files.map(toCommitted) }, index);
  const accounted: AccountedFile[] = [];
  const unmatched: UnmatchedFile[] = [];
  const whole = new Set(match.unmatched.map(({ path }) => path));
  for (const file of files) {
    const [before, after] = [file.before?.blob ?? null, file.after?.blob ?? null];
    const known = match.how.get(file.path);
    const isDirect = index
      .acceptedIn(file.path)
      .some(({ hunk }) => hunk.beforeBlob === before && hunk.afterBlob === after);
    // Accepted from here to there in one step: then each of its hunks must have been, not only one of them.
    if (!whole.has(file.path) && !(isDirect && known?.by === 'blob')) {
      accounted.push({ path: file.path, before, after, records: known?.records ?? [], by: known?.by ?? 'hunk' });
      continue;
    }
    const found = matchHunks(hunksOf(file), index);
    const records = [...new Set([...(known?.records ?? []), ...found.records])];
    accounted.push({ path: file.path, before, after, records, by: known?.by ?? 'hunk' });
    const isEmpty = file.hunks.length === 0 && whole.has(file.path);
    if (found.unmatched.length > 0 || isEmpty)
      unmatched.push({ path: file.path, lines: found.unmatched.reduce((sum, { lines }) => sum + lines, 0) });
  }
  const unread = read.problems.flatMap(({ path }) => (path === undefined ? [] : [{ path, lines: 0 }]));
  const records = [...new Set([...match.records, ...accounted.flatMap((file) => file.records)])];
  return {
    commit,
    records,
    files: accounted,
    unsigned: records.filter((hash) => (index.record(hash)?.sealer ?? null) === null).length,
    unmatched: [...unmatched, ...unread],
    problems: read.problems,
  };
}

function toCommitted({ path, previousPath, before, after }: FileChange) {
  return {
    path,
    ...(previousPath === undefined ? {} : { previousPath }),
    beforeBlob: before?.blob ?? null,
    afterBlob: after?.blob ?? null,
  };
}

function hunksOf({ path, hunks }: FileChange): readonly CommittedHunk[] {
  return hunks.map(({ id, before, after }) => ({ id, path, lines: before.lines + after.lines }));
}
