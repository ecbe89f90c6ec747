import { isAbsolute } from 'node:path';
import { findRecordExport } from '../core/export.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { prepareExport } from '../host/records-for-export.ts';
import { writeTextFile, writeZip } from '../host/write-export.ts';
import type { ExportAnswer } from '../protocol/messages.ts';

export interface ExportWish {
  readonly root: string;
  readonly ledgerPath: string;
  readonly toolVersion: string;
  readonly format: string;
  /** Absolute path. Absent: the text is the answer. */
  readonly out?: string | undefined;
}

/** All records, as the policy lets them out. A text says why there is no answer. Nothing is ever sent anywhere. */
export async function exportRecords(wish: ExportWish): Promise<ExportAnswer | string> {
  const { root, ledgerPath, toolVersion, format: id, out } = wish;
  const format = findRecordExport(id);
  if (format === null) return `No export is called "${id}".`;
  if (out !== undefined && !isAbsolute(out)) return `"${out}" is no absolute path.`;
  const answer = await prepareExport({
    directory: root,
    ownLedger: ledgerPath,
    ledger: null,
    sources: [],
    base: null,
    filter: {},
    needsContents: format.id === 'in-toto',
    at: timestamp(systemClock),
    toolVersion,
  });
  if (answer.kind === 'refused') return `There is no such ${answer.option}.`;
  const { input } = answer;
  if (format.kind === 'files') {
    if (out === undefined) return `The export "${id}" is several files: name an archive as "out".`;
    await writeZip(out, format.files(input));
    return { path: out };
  }
  if (out === undefined) return { text: [...format.write(input)].join('') };
  await writeTextFile(out, format.write(input));
  return { path: out };
}
