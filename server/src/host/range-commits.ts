import type { CommitChange, RangeCommit, RangeOfCommits } from '../core/export.ts';
import type { RecordIndex } from '../core/record.ts';
import { accountFor, type Account, type AccountedFile } from './account-commits.ts';
import type { Repository } from './git-repository.ts';
import { resolveOnlyRevision } from './git-revisions.ts';
import { listRangeCommits } from './list-commits.ts';

/** Commits, and what records say of each of them. */
export interface RangeAccounts {
  readonly range: string;
  readonly accounts: readonly Account[];
}

/** What each commit of `A..B` changed, oldest first, and which records account for it: the same for `audit` and for exports. */
export async function accountForRange(
  repository: Repository,
  range: string,
  index: RecordIndex,
  step: (done: number, of: number) => void | Promise<void> = () => {},
): Promise<RangeAccounts> {
  const accounts: Account[] = [];
  const commits = await listRangeCommits(repository, range);
  for (const commit of commits) {
    accounts.push(await accountFor(repository, commit, index));
    await step(accounts.length, commits.length);
  }
  return { range: range.replaceAll(/[0-9a-f]{40,}/g, (id) => id.slice(0, 10)), accounts };
}

/** Null: it is no range of two revisions. @throws HostProblem when an end of it is not here */
export async function resolveRange(repository: Repository, range: string): Promise<string | null> {
  const match = /^(.*?[^.])\.\.([^.].*)?$/su.exec(range);
  if (match === null) return null;
  const from = await resolveOnlyRevision(repository, match[1] ?? '');
  const to = await resolveOnlyRevision(repository, match[2] ?? 'HEAD');
  return `${from}..${to}`;
}

/** Accounts as exports and people have them. */
export function toRangeOfCommits({ range, accounts }: RangeAccounts): RangeOfCommits {
  return { range, commits: accounts.map(toCommit) };
}

function toCommit({ commit, files, unmatched, unsigned }: Account): RangeCommit {
  const isMerge = commit.parents.length > 1;
  const open = new Map(unmatched.map(({ path, lines }) => [path, lines] as const));
  const known = files.map((file) => toChange(file, open.get(file.path) ?? null));
  const unread = unmatched
    .filter(({ path }) => !files.some((file) => file.path === path))
    .map(
      ({ path, lines }) =>
        ({ path, beforeBlob: null, afterBlob: null, account: 'none', records: [], openLines: lines }) as const,
    );
  const changes = [...known, ...unread];
  return { commit: commit.id, at: commit.at, unsigned, changes: isMerge && changes.length === 0 ? null : changes };
}

const accountNames = { blob: 'content', patch: 'bound', hunk: 'hunks' } as const;

function toChange({ path, before, after, records, by }: AccountedFile, openLines: number | null): CommitChange {
  const account = openLines === null ? accountNames[by] : 'none';
  return { path, beforeBlob: before, afterBlob: after, account, records, openLines: openLines ?? 0 };
}
