import { describeRange } from '../core/export.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { toRangeOfCommits } from '../host/range-commits.ts';
import type { ExitCode, Invocation } from './define.ts';
import { readRecords } from './published-set.ts';
import { readAccounts, showUnmatched } from './range-accounts.ts';
import { openRecordPlace } from './record-place.ts';
import { readLeave, showLeave } from './show-leave.ts';

/** Commits of a range, and lines of them, that no record accounts for. Exit 1 when there are some, 2 when one could not be read. */
export async function runAudit(invocation: Invocation): Promise<ExitCode> {
  const { values, terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const records = await readRecords(invocation, place);
    const found = await readAccounts(invocation, records);
    const { range, accounts } = found;
    const open = accounts.filter(({ unmatched }) => unmatched.length > 0);
    const leave = readLeave(records, timestamp(systemClock));
    const isBlind = accounts.some(({ problems }) => problems.length > 0);
    if (values['format'] === 'json') {
      const commits = accounts.map(({ commit, unmatched, problems, files: _files, ...rest }) => ({
        commit: commit.id,
        subject: commit.subject,
        patchId: commit.patchId,
        ...rest,
        unmatched,
        problems,
      }));
      await terminal.write(`${JSON.stringify({ schemaVersion: 1, range, commits, leave }, null, 2)}\n`);
    } else {
      const words = describeRange(toRangeOfCommits(found));
      await terminal.write(`${words.accounted}\n`);
      await terminal.write(open.map(showUnmatched).join(''));
      if (words.unsigned !== null) await terminal.write(`${words.unsigned}\n`);
      await terminal.write(showLeave(leave));
    }
    return isBlind ? 2 : open.length > 0 ? 1 : 0;
  } finally {
    place.close();
  }
}
