import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { LedgerRecord } from '../core/model/record.ts';
import { type Head, verifyLine } from '../core/record.ts';
import { describeError, errorCode, throwProblem } from './problems.ts';

/** A ledger that is read from its file again for every walk, so that one of any size takes the memory of one record. */
export interface LedgerSource {
  /** Those that are whole, up to the first that is not. */
  readonly records: Iterable<LedgerRecord>;
  readonly count: number;
  readonly head: Head;
  readonly isIntact: boolean;
  /** One sentence, or a few. */
  readonly message: string;
}

const chunkBytes = 1024 * 1024;
/** Above what a record can be, in bytes of UTF-8. */
const maxLineBytes = 64 * 1024 * 1024;
const newline = 0x0a;

/** Verified once, here. Null: there is no such file. @throws HostProblem when it cannot be read */
export function openLedgerSource(path: string): LedgerSource | null {
  const descriptor = openIfThere(path);
  if (descriptor === null) return null;
  try {
    const { ino } = fstatSync(descriptor);
    const verified = verify(descriptor);
    return {
      records: { [Symbol.iterator]: () => readAgain(path, ino, verified.endBytes) },
      count: verified.count,
      head: verified.head,
      isIntact: verified.fault === null,
      message: describe(verified),
    };
  } finally {
    closeSync(descriptor);
  }
}

export const emptyLedger: LedgerSource = {
  records: [],
  count: 0,
  head: null,
  isIntact: true,
  message: 'No record yet.',
};

interface VerifiedFile {
  readonly count: number;
  readonly head: Head;
  /** Where the last whole record ends. */
  readonly endBytes: number;
  readonly fault: { readonly line: number; readonly kind: 'torn' | 'broken'; readonly message: string } | null;
}

function verify(descriptor: number): VerifiedFile {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let [count, endBytes] = [0, 0];
  let head: Head = null;
  const broken = (message: string): VerifiedFile => ({
    count,
    head,
    endBytes,
    fault: { line: count + 1, kind: 'broken', message },
  });
  for (const { bytes, isWhole } of readLines(descriptor)) {
    if (!isWhole) return { count, head, endBytes, fault: { line: count + 1, kind: 'torn', message: '' } };
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return broken(`Record in line ${count + 1}: it is no UTF-8.`);
    }
    const read = verifyLine(text, head, count + 1);
    if ('what' in read) return broken(read.message);
    head = { seq: read.seq, hash: read.hash };
    count += 1;
    endBytes += bytes.length + 1;
  }
  return { count, head, endBytes, fault: null };
}

/** Bytes of each line without its end. The last one is not whole when no end follows it. */
function* readLines(
  descriptor: number,
  endBytes = Number.POSITIVE_INFINITY,
): Generator<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for (let at = 0; at < endBytes;) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, endBytes - at));
    const read = readSync(descriptor, chunk, 0, chunk.length, at);
    if (read === 0) break;
    at += read;
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0 && end < read; end = chunk.indexOf(newline, from)) {
      const last = chunk.subarray(from, end);
      yield { bytes: rest.length === 0 ? last : Buffer.concat([...rest, last]), isWhole: true };
      rest = [];
      restBytes = 0;
      from = end + 1;
    }
    if (from < read) {
      rest.push(chunk.subarray(from, read));
      restBytes += read - from;
    }
    // What no record can be is not gathered.
    if (restBytes > maxLineBytes) break;
  }
  if (restBytes > 0) yield { bytes: Buffer.concat(rest), isWhole: false };
}

/** What was verified stands in the same file and before the same byte: others only append behind it. */
function* readAgain(path: string, inode: number, endBytes: number): Generator<LedgerRecord> {
  const descriptor = openIfThere(path);
  try {
    if (descriptor === null || fstatSync(descriptor).ino !== inode)
      return throwProblem('unreadable', `The ledger "${path}" was replaced while it was read.`, path);
    for (const { bytes } of readLines(descriptor, endBytes)) yield JSON.parse(bytes.toString('utf8')) as LedgerRecord;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    if (errorCode(error) === null) throw error;
    return throwProblem('unreadable', `The ledger could not be read: ${describeError(error)}.`, path);
  }
}

/** A chain alone cannot prove that its newest records were not dropped: the head would. */
function describe({ count, head, fault }: VerifiedFile): string {
  const last = head === null ? 'none' : `${head.seq}, ${head.hash}`;
  if (fault === null)
    return `${count} records, the chain is whole. Head: ${last}. Records cut off at the end leave no trace in the chain itself: compare the head with a copy kept elsewhere.`;
  if (fault.kind === 'torn')
    return `${count} records are whole. Line ${fault.line} was cut off while it was written; the next decision repairs it. Head: ${last}.`;
  return `The first broken record is in line ${fault.line}. ${fault.message} ${count} records before it are whole. Last of them: ${last}.`;
}
