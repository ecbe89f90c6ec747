import type { CheckedLedger } from '../model/ledger.ts';
import type { LedgerRecord } from '../model/record.ts';
import { roleOf } from './review-request.ts';
import { sealersOf } from './sealers.ts';

/** Signed records that say of themselves that their key had to be touched, and no seal proves that it was. */
export function untouchedRecords(ledger: Pick<CheckedLedger, 'records' | 'seals'>): readonly LedgerRecord[] {
  const { of, touchedOf } = sealersOf(ledger);
  return ledger.records.filter(
    (record) => demandsTouch(record) && of(record.seq) !== null && touchedOf(record.seq) === null,
  );
}

/** What asks for nothing demands none; of what somebody else must approve it is their signature that counts. */
function demandsTouch(record: LedgerRecord): boolean {
  switch (record.kind) {
    case 'decision': {
      if (record.outcome !== 'accepted' && record.outcome !== 'amended') return false;
      const findings = record.hunks.flatMap((hunk) => hunk.findings);
      return findings.some(
        ({ presence, obligation }) => presence === true && obligation !== 'none' && roleOf(obligation) === null,
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
