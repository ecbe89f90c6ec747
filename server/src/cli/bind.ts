import { toBindingBody } from '../core/record.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import type { Account } from '../host/account-commits.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { openLedger } from '../host/ledger-file.ts';
import { readWholeLedger } from '../host/seal-ledger.ts';
import type { ExitCode, Invocation } from './define.ts';
import { readRecords } from './published-set.ts';
import { readAccounts, showUnmatched } from './range-accounts.ts';
import { count, openRecordPlace } from './record-place.ts';

/** Records which commits hold what was decided, so that later rebases find it again. Says what it cannot match. */
export async function runBind(invocation: Invocation): Promise<ExitCode> {
  const { terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const records = await readRecords(invocation, place);
    const { range, accounts } = await readAccounts(invocation, records);
    const known = knownBindings(await readWholeLedger(place.state.ledger));
    const { ledger, ledgerLock } = place.state;
    const file = openLedger({
      ledger,
      ledgerLock,
      disk: place.disk,
      clock: systemClock,
      toolVersion: place.toolVersion,
    });
    let bound = 0;
    for (const account of accounts) {
      if (account.records.length === 0 || known.get(account.commit.id) === keyOf(account)) continue;
      const stamp = { decidedAt: timestamp(systemClock), toolVersion: place.toolVersion };
      const paths = account.unmatched.map(({ path }) => path);
      await file.append(toBindingBody(account.commit, account.records, paths, stamp));
      bound += 1;
    }
    const matched = accounts.filter(({ unmatched }) => unmatched.length === 0).length;
    await terminal.write(
      `${count(bound, 'commit')} bound; ${matched} of ${accounts.length} in ${range} are accounted for.\n`,
    );
    const open = accounts.filter(({ unmatched }) => unmatched.length > 0);
    if (open.length > 0) await terminal.write(`No record accounts for:\n${open.map(showUnmatched).join('')}`);
    return open.length > 0 ? 1 : 0;
  } finally {
    place.close();
  }
}

function knownBindings(records: readonly LedgerRecord[]): ReadonlyMap<string, string> {
  return new Map(
    records.flatMap((record) =>
      record.kind === 'binding' ? [[record.commit, [...record.records, ...record.unmatched].join(' ')] as const] : [],
    ),
  );
}

function keyOf({ records, unmatched }: Account): string {
  return [...records, ...[...new Set(unmatched.map(({ path }) => path))].sort()].join(' ');
}
