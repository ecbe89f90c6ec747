import { isAbsolute } from 'node:path';
import { findRecordExport, listFilterValues, type RecordExport, type RecordsInput } from '../core/export.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { HostProblem } from '../host/problems.ts';
import { readFilter } from '../host/read-filter.ts';
import { prepareExport } from '../host/records-for-export.ts';
import { writeTextFile, writeZip } from '../host/write-export.ts';
import {
  filterNames,
  type ExportAnswer,
  type ExportCount,
  type ExportFilters,
  type FiltersAnswer,
  type FilterTexts,
} from '../protocol/messages.ts';
import type { Fields } from './command-fields.ts';
import { sentences } from './decide.ts';
import type { Workspace } from './workspace.ts';

type Place = Pick<Workspace, 'root' | 'ledgerPath' | 'toolVersion'>;

/** Records, as the policy lets them out. A text says why there is no answer. Nothing is ever sent anywhere. */
export async function exportRecords(place: Place, fields: Fields): Promise<ExportAnswer | string> {
  const { format: id = '', out } = fields;
  const format = findRecordExport(id);
  if (format === null) return `No export is called "${id}".`;
  if (out !== undefined && !isAbsolute(out)) return `"${out}" is no absolute path.`;
  const answer = await prepare(place, toTexts(fields), { needsContents: format.id === 'in-toto' });
  if (answer.kind === 'refused') return `"${fields[answer.option] ?? ''}" cannot be "${answer.option}": ${answer.why}.`;
  const { input } = answer;
  const counted: ExportCount = {
    ...countRecords(input, format),
    problems: answer.problems.map(sentences),
    isSound: answer.isSound,
  };
  if (format.kind === 'files') {
    if (out === undefined) return `The export "${id}" is several files: name an archive as "out".`;
    await writeZip(out, format.files(input));
    return { path: out, ...counted };
  }
  if (out === undefined) return { text: [...format.write(input)].join(''), ...counted };
  await writeTextFile(out, format.write(input));
  return { path: out, ...counted };
}

/** What a person can choose among. */
export async function listExportFilters(place: Place): Promise<ExportFilters> {
  const answer = await prepare(place, {}, { needsContents: false });
  if (answer.kind === 'refused') throw new Error(`no filter was given, and ${answer.option} is refused`);
  return listFilterValues(answer.input);
}

/** While somebody writes: what an export would refuse. */
export async function checkExportFilters(
  { root, repository }: Pick<Workspace, 'root' | 'repository'>,
  fields: Fields,
): Promise<FiltersAnswer> {
  try {
    const asked = await readFilter(repository, root, toTexts(fields));
    return { refused: 'why' in asked ? { filter: asked.option, why: asked.why, words: '' } : null };
  } catch (error) {
    if (!(error instanceof HostProblem)) throw error;
    return { refused: { filter: 'range', why: 'elsewhere', words: sentences(error.problem) } };
  }
}

function toTexts(fields: Fields): FilterTexts {
  return Object.fromEntries(
    filterNames.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]] as const])),
  );
}

async function prepare(
  { root, ledgerPath, toolVersion }: Place,
  filter: FilterTexts,
  { needsContents }: { readonly needsContents: boolean },
): ReturnType<typeof prepareExport> {
  return await prepareExport({
    directory: root,
    ownLedger: ledgerPath,
    ledger: null,
    sources: [],
    base: null,
    filter,
    needsContents,
    at: timestamp(systemClock),
    toolVersion,
  });
}

function countRecords(
  { chains, selection }: RecordsInput,
  { carries }: RecordExport,
): Pick<ExportCount, 'records' | 'of' | 'uncut'> {
  let records = 0;
  for (const chain of chains) for (const _record of chain.records) records += 1;
  const left = selection?.leftOut ?? { records: 0, hunks: 0, findings: 0 };
  return { records, of: records + left.records, uncut: carries === 'whole' ? left.hunks + left.findings : 0 };
}
