import type { Account } from '../host/account-commits.ts';
import { findDefaultBase } from '../host/git-revisions.ts';
import { accountForRange, type RangeAccounts } from '../host/range-commits.ts';
import { printable } from './colours.ts';
import type { Invocation } from './define.ts';
import { count } from './record-place.ts';
import type { Records } from '../host/published-sets.ts';

/** `A..B` as given; without, what this branch adds to the default branch. */
export async function readAccounts(
  { positionals, terminal }: Invocation,
  { repository, index }: Records,
): Promise<RangeAccounts> {
  const range = positionals[0] ?? (await defaultRange(repository));
  const found = await accountForRange(repository, range, index, async (done, of) => {
    await terminal.cancel.pause();
    terminal.progress(`${done} of ${of} commits`);
  });
  terminal.progress(null);
  return found;
}

async function defaultRange(repository: Records['repository']): Promise<string> {
  const base = await findDefaultBase(repository);
  return base.commit === null ? 'HEAD' : `${base.commit}..HEAD`;
}

export function showUnmatched({ commit, unmatched }: Account): string {
  const rows = unmatched.map(
    ({ path, lines }) => `    ${printable(path)}  ${lines === 0 ? 'the whole file' : count(lines, 'line')}\n`,
  );
  return `  ${commit.id.slice(0, 10)}  ${printable(commit.subject)}\n${rows.join('')}`;
}
