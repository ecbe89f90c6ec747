import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LedgerRecord, RecordBody } from '../core/model/record.ts';
import { worded } from '../core/model/wording.ts';
import {
  appendRecord,
  toLine,
  toProblemBody,
  verifyLedger,
  verifyLine,
  type Head,
  type Verified,
} from '../core/record.ts';
import { timestamp, type Clock } from './clock.ts';
import { exists, writeDurably, type Disk, type DiskFile } from './durable.ts';
import { withLock } from './lock.ts';
import { describeError, errorCode, throwProblem } from './problems.ts';

export interface LedgerPlace {
  readonly ledger: string;
  readonly ledgerLock: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly toolVersion: string;
}

export interface Ledger {
  /**
   * On disk and synced when it resolves; before that nothing may be shown as recorded.
   *
   * @throws HostProblem when the chain is broken (nothing is appended behind a broken record), locked, or the disk refuses
   */
  readonly append: (body: RecordBody) => Promise<LedgerRecord>;
  /**
   * The record that is looked for among all of the chain; where there is none, the body becomes it. Nobody appends in between.
   *
   * @throws HostProblem as `append`
   */
  readonly findOrAppend: (
    find: (records: readonly LedgerRecord[]) => LedgerRecord | undefined,
    body: RecordBody,
  ) => Promise<LedgerRecord>;
}

/** What was verified already, so that an append only checks what others have added since. */
interface Checked {
  readonly sizeBytes: number;
  readonly inode: number;
  readonly lines: number;
  readonly head: Head;
}

interface Tail extends Checked {
  /** An unfinished last line: bytes behind `sizeBytes`. */
  readonly torn: Uint8Array | null;
}

const start: Checked = { sizeBytes: 0, inode: 0, lines: 0, head: null };

export function openLedger(place: LedgerPlace): Ledger {
  let checked = start;
  const appendLocked = async (body: RecordBody): Promise<LedgerRecord> => {
    const tail = await readTail(place.ledger, checked);
    const repairs = tail.torn === null ? [] : [await keepTorn(place, tail.torn)];
    const records: LedgerRecord[] = [];
    for (const each of [...repairs, body]) records.push(appendRecord(each, records.at(-1) ?? tail.head));
    const bytes = Buffer.from(records.map(toLine).join(''), 'utf8');
    await appendDurably(place, bytes, tail);
    const last = records.at(-1);
    if (last === undefined) throw new Error('nothing was appended');
    const { ino } = await stat(place.ledger);
    checked = { sizeBytes: tail.sizeBytes + bytes.length, inode: ino, lines: tail.lines + records.length, head: last };
    return last;
  };
  return {
    append: (body) => withLock(place.ledgerLock, () => appendLocked(body)),
    findOrAppend: (find, body) =>
      withLock(
        place.ledgerLock,
        async () => find((await readLedger(place.ledger))?.records ?? []) ?? (await appendLocked(body)),
      ),
  };
}

/** Verifies what is new since the last time, or everything when the file is another or shorter one. */
async function readTail(path: string, known: Checked): Promise<Tail> {
  if (!(await exists(path))) return known.head === null ? { ...start, torn: null } : gone(path);
  const handle = await open(path, 'r');
  try {
    const { size, ino } = await handle.stat();
    const from = ino === known.inode && size >= known.sizeBytes ? known : start;
    const bytes = Buffer.alloc(size - from.sizeBytes);
    await handle.read(bytes, 0, bytes.length, from.sizeBytes);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = decode(path, bytes.subarray(0, end)).split('\n').slice(0, -1);
    let { head } = from;
    for (const [index, line] of lines.entries()) {
      const read = verifyLine(line, head, from.lines + index + 1);
      if ('what' in read)
        return throwProblem('ledgerCorrupt', worded`The ledger "${path}" is broken. ${read.message}`, path);
      head = { seq: read.seq, hash: read.hash };
    }
    const torn = end < bytes.length ? bytes.subarray(end) : null;
    return { sizeBytes: from.sizeBytes + end, inode: ino, lines: from.lines + lines.length, head, torn };
  } finally {
    await handle.close();
  }
}

function gone(path: string): never {
  return throwProblem('ledgerCorrupt', worded`The ledger "${path}" was there and is gone.`, path);
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return throwProblem('ledgerCorrupt', worded`The ledger "${path}" is broken: it is no UTF-8.`, path);
  }
}

/** A line that a crash cut off was never shown as recorded. Its bytes are kept beside the ledger, and the chain says so. */
async function keepTorn({ disk, ledger, clock, toolVersion }: LedgerPlace, torn: Uint8Array): Promise<RecordBody> {
  const kept = `${ledger}.torn-${timestamp(clock).replaceAll(/[-:]|\.\d+/g, '')}`;
  await guard(ledger, () => writeDurably(disk, kept, torn, 0o600));
  const message = `The last line was cut off while it was written (${torn.length} bytes); it was never shown as recorded.`;
  return toProblemBody(message, { decidedAt: timestamp(clock), toolVersion });
}

async function appendDurably({ disk, ledger }: LedgerPlace, bytes: Uint8Array, tail: Tail): Promise<void> {
  await guard(ledger, async () => {
    const isNew = !(await exists(ledger));
    const file = await disk.open(ledger, 'a', 0o600);
    try {
      if (tail.torn !== null) await file.truncate(tail.sizeBytes);
      await appendOrTakeBack(file, bytes, tail.sizeBytes);
    } finally {
      await file.close();
    }
    if (isNew) await disk.syncDirectory(dirname(ledger));
  });
}

/** A record that could not be written whole must not stay in part. If that fails too, the next append finds it torn. */
async function appendOrTakeBack(file: DiskFile, bytes: Uint8Array, sizeBytes: number): Promise<void> {
  try {
    await file.write(bytes);
    await file.sync();
  } catch (error) {
    await file.truncate(sizeBytes).catch(() => undefined);
    throw error;
  }
}

async function guard(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throwProblem('stateUnwritable', worded`The decision could not be recorded: ${describeError(error)}.`, path);
  }
}

/** The whole ledger, verified. Null: there is none yet. Takes no lock: an append that is under way reads as torn. */
export async function readLedger(path: string): Promise<Verified | null> {
  if (!(await exists(path))) return null;
  const handle = await open(path, 'r');
  try {
    const bytes = await handle.readFile();
    try {
      return verifyLedger(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    } catch {
      return {
        kind: 'broken',
        records: [],
        head: null,
        broken: { what: 'bad-json', line: firstBadLine(bytes), message: 'The ledger is no UTF-8.' },
      };
    }
  } finally {
    await handle.close();
  }
}

function firstBadLine(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  return lines.findIndex((line) => line.includes('\ufffd')) + 1;
}
