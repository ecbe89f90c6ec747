import { systemClock, timestamp } from '../host/clock.ts';
import type { ExitCode, Invocation } from './define.ts';
import { readRecords } from './published-set.ts';
import { readAccounts, showUnmatched } from './range-accounts.ts';
import { count, openRecordPlace } from './record-place.ts';
import { readLeave, showLeave } from './show-leave.ts';

/** Commits of a range, and lines of them, that no record accounts for. Exit 1 when there are some, 2 when one could not be read. */
export async function runAudit(invocation: Invocation): Promise<ExitCode> {
  const { values, terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const records = await readRecords(invocation, place);
    const { range, accounts } = await readAccounts(invocation, records);
    const open = accounts.filter(({ unmatched }) => unmatched.length > 0);
    const leave = readLeave(records, timestamp(systemClock));
    const isBlind = accounts.some(({ problems }) => problems.length > 0);
    if (values['format'] === 'json') {
      const commits = accounts.map(({ commit, unmatched, problems, ...rest }) => ({
        commit: commit.id,
        subject: commit.subject,
        patchId: commit.patchId,
        ...rest,
        unmatched,
        problems,
      }));
      await terminal.write(`${JSON.stringify({ schemaVersion: 1, range, commits, leave }, null, 2)}\n`);
    } else {
      const lines = open.flatMap(({ unmatched }) => unmatched).reduce((sum, file) => sum + file.lines, 0);
      await terminal.write(
        `${range}: ${count(accounts.length, 'commit')}, ${open.length} with changes that no record accounts for (${count(lines, 'line')}).\n`,
      );
      await terminal.write(open.map(showUnmatched).join(''));
      const unsigned = accounts.filter((account) => account.unsigned > 0).length;
      if (unsigned > 0)
        await terminal.write(`${count(unsigned, 'commit')} rest on records that nobody who may has signed.\n`);
      await terminal.write(showLeave(leave));
    }
    return isBlind ? 2 : open.length > 0 ? 1 : 0;
  } finally {
    place.close();
  }
}
