import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findRecordExport } from '../core/export.ts';
import { describeError, throwProblem } from '../host/problems.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';
import { describeLedger, findLedger, readLedgerAt } from './ledger.ts';
import { readVersion } from './version.ts';

/** A broken ledger is exported as far as it is whole, says so in the export, and exits 2. */
export async function runExport({ values, terminal }: Invocation): Promise<ExitCode> {
  const form = typeof values['format'] === 'string' ? values['format'] : 'markdown';
  const format = findRecordExport(form);
  if (format === null) throw new Error(`no form is called ${form}`);
  const given = values['ledger'];
  const path = typeof given === 'string' ? resolve(terminal.directory, given) : await findLedger(terminal.directory);
  const verified = await readLedgerAt(path);
  if (verified === null && typeof given === 'string')
    throwProblem('unreadable', `There is no ledger "${given}".`, path);
  const text = format.write({
    records: verified?.records ?? [],
    ledger: { isIntact: verified === null || verified.kind === 'intact', message: describeLedger(verified) },
    scope: 'all records',
    tool: { version: await readVersion() },
  });
  if (typeof values['out'] === 'string') await writeOut(resolve(terminal.directory, values['out']), text);
  else await terminal.write(text);
  return verified === null || verified.kind === 'intact' ? 0 : 2;
}

async function writeOut(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(
      `"${path}" could not be written: ${describeError(error)}.`,
      'Nothing was exported.',
      'Choose another place with --out.',
    );
  }
}
