import type { CheckedLedger } from '../model/ledger.ts';
import { rolesIn } from '../model/obligation.ts';
import type { LedgerRecord } from '../model/record.ts';
import { sealersOf } from './sealers.ts';

/** Signed records that say of themselves that their key had to be touched, and no seal proves that it was. */
export function untouchedRecords({
  records,
  seals,
}: Pick<CheckedLedger, 'records' | 'seals'>): readonly LedgerRecord[] {
  const isOpen = untouchedIn(seals);
  return records.filter((record) => demandsTouch(record) && isOpen(record.seq));
}

/** Whether a record is signed, and no seal proves a touch for it. */
export function untouchedIn(seals: CheckedLedger['seals']): (seq: number) => boolean {
  const { of, touchedOf } = sealersOf({ seals });
  return (seq) => of(seq) !== null && touchedOf(seq) === null;
}

/**
 * Signed records that only a seal can tie to a repository, and none does: what was decided on no commit, and bypasses. The gate counts
 * none of them.
 */
export function unboundRecords({ records, seals }: Pick<CheckedLedger, 'records' | 'seals'>): readonly LedgerRecord[] {
  const { of } = sealersOf({ seals });
  const bound = seals.reduce(
    (most, { record, sealer, repository }) =>
      sealer !== null && repository === 'this' ? Math.max(most, record.head.seq) : most,
    0,
  );
  const isLoose = (record: LedgerRecord): boolean =>
    record.kind === 'bypass' || (record.kind === 'decision' && record.policy.base === null);
  return records.filter((record) => record.seq > bound && isLoose(record) && of(record.seq) !== null);
}

/** What asks for nothing demands none; of what somebody else must approve it is their signature that counts. */
export function demandsTouch(record: LedgerRecord): boolean {
  switch (record.kind) {
    case 'decision': {
      if (record.outcome !== 'accepted' && record.outcome !== 'amended') return false;
      const findings = record.hunks.flatMap((hunk) => hunk.findings);
      return findings.some(
        ({ presence, obligation }) => presence === true && obligation !== 'none' && rolesIn(obligation).length === 0,
      );
    }
    case 'approval':
      return record.findings.some(({ presence }) => presence === true);
    case 'seal':
    case 'binding':
    case 'bypass':
    case 'problem':
      return false;
  }
}
