import type { LedgerRecord } from '../core/model/record.ts';
import type { LedgerLine } from '../core/record.ts';

const newline = 0x0a;

/** Decoded one by one, so that a ledger larger than what texts may take passes through. */
export function linesOf(bytes: Uint8Array): Iterable<LedgerLine> {
  return {
    *[Symbol.iterator]() {
      for (let from = 0; from < bytes.length;) {
        const end = bytes.indexOf(newline, from);
        const line = bytes.subarray(from, end < 0 ? bytes.length : end);
        yield { text: decode(line), isWhole: end >= 0 };
        from += line.length + 1;
      }
    },
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(line: Uint8Array): string | null {
  try {
    return decoder.decode(line);
  } catch {
    return null;
  }
}

/** The first so many records of a chain that was verified, read again for every walk: of one of any size one is held. */
export function recordsIn(bytes: Uint8Array, count: number): Iterable<LedgerRecord> {
  return {
    *[Symbol.iterator]() {
      let left = count;
      for (const { text } of linesOf(bytes)) {
        if (left === 0 || text === null) return;
        left -= 1;
        yield JSON.parse(text) as LedgerRecord;
      }
    },
  };
}
