import type { LedgerRecord } from '../model/record.ts';

/** A record as it leaves: whole, but for what was left out for privacy, and in forms that are narrowed for a filter. */
export type ExportedRecord = LedgerRecord & {
  /** Paths of members that were left out or replaced: the hash of the record cannot be recomputed from what is here. */
  readonly redacted?: readonly string[];
  /** How many members of each list no filter asked for and are not here: the hash is of the whole record. */
  readonly narrowed?: Readonly<Record<string, number>>;
};
