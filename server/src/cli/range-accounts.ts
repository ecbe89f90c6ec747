import { accountFor, type Account } from '../host/account-commits.ts';
import { findDefaultBase } from '../host/git-revisions.ts';
import { listRangeCommits } from '../host/list-commits.ts';
import { printable } from './colours.ts';
import type { Invocation } from './define.ts';
import type { Records } from '../host/published-sets.ts';

/** `A..B` as given; without, what this branch adds to the default branch. */
export async function readAccounts(
  { positionals, terminal }: Invocation,
  { repository, index }: Records,
): Promise<{ readonly range: string; readonly accounts: readonly Account[] }> {
  const range = positionals[0] ?? (await defaultRange(repository));
  const accounts: Account[] = [];
  const commits = await listRangeCommits(repository, range);
  for (const commit of commits) {
    accounts.push(await accountFor(repository, commit, index));
    await terminal.cancel.pause();
    terminal.progress(`${accounts.length} of ${commits.length} commits`);
  }
  terminal.progress(null);
  return { range: range.replaceAll(/[0-9a-f]{40,}/g, (id) => id.slice(0, 10)), accounts };
}

async function defaultRange(repository: Records['repository']): Promise<string> {
  const base = await findDefaultBase(repository);
  return base.commit === null ? 'HEAD' : `${base.commit}..HEAD`;
}

export function showUnmatched({ commit, unmatched }: Account): string {
  const rows = unmatched.map(
    ({ path, lines }) => `    ${printable(path)}  ${lines === 0 ? 'the whole file' : `${lines} lines`}\n`,
  );
  return `  ${commit.id.slice(0, 10)}  ${printable(commit.subject)}\n${rows.join('')}`;
}
