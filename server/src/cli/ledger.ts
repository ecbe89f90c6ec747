import { findTopLevel, openRepository } from '../host/git-repository.ts';
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
