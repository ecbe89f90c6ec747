import { resolve } from 'node:path';
import { readLedger } from '../host/ledger-file.ts';
import { describeError, throwProblem } from '../host/problems.ts';
import type { Verified } from '../core/record.ts';
import type { ExitCode, Invocation } from './define.ts';
import { findLedger } from './ledger-path.ts';

/** A chain alone cannot prove that its newest records were not dropped: the answer names the head that would. */
export async function runVerify({ positionals, terminal }: Invocation): Promise<ExitCode> {
  const [given] = positionals;
  const path = given === undefined ? await findLedger(terminal.directory) : resolve(terminal.directory, given);
  const verified = await read(path);
  if (verified === null) {
    // A ledger that was named must be there; a clone without decisions has none yet.
    if (given !== undefined) throwProblem('unreadable', `There is no ledger "${given}".`, path);
    await terminal.write(`${path}\nNo record yet.\n`);
    return 0;
  }
  await terminal.write(`${path}\n${describe(verified)}\n`);
  return verified.kind === 'intact' ? 0 : 2;
}

async function read(path: string): Promise<Verified | null> {
  try {
    return await readLedger(path);
  } catch (error) {
    return throwProblem('unreadable', `The ledger could not be read: ${describeError(error)}.`, path);
  }
}

function describe(verified: Verified): string {
  const { head } = verified;
  const last = head === null ? 'none' : `${head.seq}, ${head.hash}`;
  switch (verified.kind) {
    case 'intact':
      return [
        `${verified.records.length} records, the chain is whole. Head: ${last}.`,
        'Records cut off at the end leave no trace in the chain itself: compare the head with a copy kept elsewhere.',
      ].join('\n');
    case 'torn':
      return `${verified.records.length} records are whole. Line ${verified.line} was cut off while it was written; the next decision repairs it.\nHead: ${last}.`;
    case 'broken':
      return `The first broken record is in line ${verified.broken.line}. ${verified.broken.message}\n${verified.records.length} records before it are whole. Last of them: ${last}.`;
  }
}
