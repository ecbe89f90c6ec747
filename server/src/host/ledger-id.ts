import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { isLedgerId } from '../core/record.ts';
import { writeDurably, type Disk } from './durable.ts';
import { withLock } from './lock.ts';
import { describeError, errorCode, throwProblem } from './problems.ts';
import type { StateDirectory } from './state-directory.ts';

/** The random id of this clone's chain; null: it has none yet. */
export async function readLedgerId({ root }: Pick<StateDirectory, 'root'>): Promise<string | null> {
  try {
    const text = (await readFile(join(root, 'ledger-id'), 'utf8')).trim();
    return isLedgerId(text) ? text : throwProblem('ledgerCorrupt', worded`"ledger-id" in "${root}" is no id.`, root);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    if (errorCode(error) === null) throw error;
    return throwProblem('unreadable', worded`The ledger's id could not be read: ${describeError(error)}.`, root);
  }
}

/** Made at random the first time, and kept: it says nothing of whose it is. */
export async function ensureLedgerId(state: StateDirectory, disk: Disk): Promise<string> {
  return await withLock(state.ledgerLock, async () => {
    const known = await readLedgerId(state);
    if (known !== null) return known;
    const id = randomBytes(16).toString('hex');
    await writeDurably(disk, join(state.root, 'ledger-id'), Buffer.from(`${id}\n`), 0o600);
    return id;
  });
}
