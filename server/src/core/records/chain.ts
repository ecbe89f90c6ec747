import type { Head } from '../model/ledger.ts';
import type { LedgerRecord, RecordBody } from '../model/record.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { sha256Hex } from '../text/hash.ts';

export type { Head };

/** The next record. Its line of the ledger is `toLine(record)`. `seq` starts at 1. */
export function appendRecord(body: RecordBody, head: Head): LedgerRecord {
  const numbered = { ...body, seq: (head?.seq ?? 0) + 1, prev: head?.hash ?? null };
  return { ...numbered, hash: sha256Hex(unhashedText(numbered)) };
}

/** RFC 8785 JSON and one `\n`: exactly these bytes are the record, so that any other byte is found. */
export function toLine(record: LedgerRecord): string {
  return `${canonicalJson(record)}\n`;
}

/** What the hash of a record is of: the canonical JSON of it without its `hash`. */
export function unhashedText(record: object): string {
  const { hash: _hash, ...rest } = record as { readonly hash?: unknown };
  return canonicalJson(rest);
}
