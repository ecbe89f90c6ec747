import type { LedgerRecord } from '../model/record.ts';

/** A record as it leaves: whole, but for members that were left out for privacy. */
export type ExportedRecord = LedgerRecord & {
  /** Paths of members that were left out or replaced: the hash of the record cannot be recomputed from what is here. */
  readonly redacted?: readonly string[];
};
