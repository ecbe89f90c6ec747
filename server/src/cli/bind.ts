import { toBindingBody } from '../core/record.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import type { Account } from '../host/account-commits.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { openLedger } from '../host/ledger-file.ts';
import { readWholeLedger } from '../host/seal-ledger.ts';
import type { ExitCode, Invocation } from './define.ts';
import { readRecords } from './published-set.ts';
import { readAccounts, showUnmatched } from './range-accounts.ts';
import { count, openRecordPlace, type RecordPlace } from './record-place.ts';

/** Records which commits hold what was decided, so that later rebases find it again. Says what it cannot match. */
export async function runBind(invocation: Invocation): Promise<ExitCode> {
  const { terminal } = invocation;
  const place = await openRecordPlace(terminal);
  try {
    const records = await readRecords(invocation, place);
    const { range, accounts } = await readAccounts(invocation, records);
    const bound = await bindAccounts(accounts, place);
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

/** Commits that are bound as they are already are left out; answers how many were not. */
export async function bindAccounts(accounts: readonly Account[], place: RecordPlace): Promise<number> {
  const { state, disk, toolVersion } = place;
  const known = knownBindings(await readWholeLedger(state.ledger));
  const { ledger, ledgerLock } = state;
  const file = openLedger({ ledger, ledgerLock, disk, clock: systemClock, toolVersion });
  const open = accounts.filter(
    (account) => account.records.length > 0 && known.get(account.commit.id) !== keyOf(account),
  );
  for (const account of open) {
    const paths = account.unmatched.map(({ path }) => path);
    const stamp = { decidedAt: timestamp(systemClock), toolVersion };
    await file.append(toBindingBody(account.commit, account.records, paths, stamp));
  }
  return open.length;
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
