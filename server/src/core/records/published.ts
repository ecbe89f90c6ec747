import type { Anchor } from '../model/ledger.ts';
import type { LedgerRecord } from '../model/record.ts';
import { toLine } from './chain.ts';

/** So many records a file: a later commit writes only the last one again. */
export const SEGMENT_RECORDS = 1000;

/** The files of a published chain: `00000001.jsonl`, by the number of their first record. */
export function toSegments(records: readonly LedgerRecord[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at < records.length; at += SEGMENT_RECORDS) {
    const lines = records.slice(at, at + SEGMENT_RECORDS).map(toLine);
    files.set(`${String(at + 1).padStart(8, '0')}.jsonl`, lines.join(''));
  }
  return files;
}

const LEDGER_ID = /^[0-9a-f]{32}$/;

/** What may stand for a ledger in the name of a ref, of a folder or of a file. */
export function isLedgerId(text: string): boolean {
  return LEDGER_ID.test(text);
}

const TRAILER = /^Countersign-Head: ([0-9a-f]{32}) (\d{1,9}) ([0-9a-f]{64})$/gm;

/** As commit messages carry it. */
export function toTrailer({ ledger, seq, hash }: Omit<Anchor, 'from'>): string {
  return `Countersign-Head: ${ledger} ${seq} ${hash}`;
}

/** Heads of ledgers that a text, such as a commit's message, names. */
export function readTrailers(text: string, from: string): readonly Anchor[] {
  return [...text.matchAll(TRAILER)].map(([, ledger = '', seq = '', hash = '']) => ({
    ledger,
    seq: Number(seq),
    hash,
    from,
  }));
}
