import { resolve } from 'node:path';
import { throwProblem } from '../host/problems.ts';
import type { ExitCode, Invocation } from './define.ts';
import { describeLedger, findLedger, readLedgerAt } from './ledger.ts';

export async function runVerify({ positionals, terminal }: Invocation): Promise<ExitCode> {
  const [given] = positionals;
  const path = given === undefined ? await findLedger(terminal.directory) : resolve(terminal.directory, given);
  const verified = await readLedgerAt(path);
  // A ledger that was named must be there; a clone without decisions has none yet.
  if (verified === null && given !== undefined) throwProblem('unreadable', `There is no ledger "${given}".`, path);
  await terminal.write(`${path}\n${describeLedger(verified)}\n`);
  return verified === null || verified.kind === 'intact' ? 0 : 2;
}
