import type { Verified } from '../core/record.ts';
import { findTopLevel, openRepository } from '../host/git-repository.ts';
import { readLedger } from '../host/ledger-file.ts';
import { describeError, throwProblem } from '../host/problems.ts';
import { openStateDirectory } from '../host/state-directory.ts';

/** The ledger of the clone a folder is in, or of that folder without git. */
export async function findLedger(directory: string): Promise<string> {
  const top = await findTopLevel(directory);
  const repository = await openRepository(top ?? directory);
  try {
    return (await openStateDirectory({ root: top ?? directory, repository })).ledger;
  } finally {
    repository?.close();
  }
}

/** Null: there is none. @throws HostProblem when it cannot be read */
export async function readLedgerAt(path: string): Promise<Verified | null> {
  try {
    return await readLedger(path);
  } catch (error) {
    return throwProblem('unreadable', `The ledger could not be read: ${describeError(error)}.`, path);
  }
}

/** One sentence, or a few. A chain alone cannot prove that its newest records were not dropped: the head would. */
export function describeLedger(verified: Verified | null): string {
  if (verified === null) return 'No record yet.';
  const { head, records } = verified;
  const last = head === null ? 'none' : `${head.seq}, ${head.hash}`;
  switch (verified.kind) {
    case 'intact':
      return `${records.length} records, the chain is whole. Head: ${last}. Records cut off at the end leave no trace in the chain itself: compare the head with a copy kept elsewhere.`;
    case 'torn':
      return `${records.length} records are whole. Line ${verified.line} was cut off while it was written; the next decision repairs it. Head: ${last}.`;
    case 'broken':
      return `The first broken record is in line ${verified.broken.line}. ${verified.broken.message} ${records.length} records before it are whole. Last of them: ${last}.`;
  }
}
