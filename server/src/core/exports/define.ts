import type { Sealer } from '../model/ledger.ts';
import type { ReviewResult } from '../model/result.ts';
import type { JudgedChain } from '../text/ledger-verdict.ts';
import type { Coverage } from './coverage.ts';
import type { ExportedRecord } from './exported-record.ts';
import { describeScope, type Selection } from './narrow.ts';

/** Records to be handed to somebody else, with what checking them said. */
export interface RecordsInput {
  /** In the order they were read. */
  readonly chains: readonly ExportedChain[];
  /** Whose keys count and what checked the signatures, in sentences. */
  readonly checking: string;
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
  /** What the records were selected by: "all records", "since 2026-01-01". */
  readonly scope: string;
  /** What filters ask for. Absent: everything. */
  readonly selection?: Selection;
  /** SHA-256 of the contents at hand, by blob id. Absent: nobody looked. */
  readonly contents?: ReadonlyMap<string, string>;
  /** Which changes of a range of commits records account for. Absent: nobody asked. */
  readonly coverage?: Coverage;
  /** What the records can be checked with: policy, allowed signers. Paths are relative, with forward slashes. */
  readonly attachments?: readonly Attachment[];
  /** ISO 8601, UTC: when the export was made. */
  readonly at?: string;
  readonly tool: Tool;
}

/** A chain as `countersign verify` judges it: nothing in an export calls a signature good that is not. */
export interface ExportedChain extends JudgedChain {
  /** Who answers for the record of that number; of a seal, whose it is. Null: nobody who may. */
  readonly signerOf: (seq: number) => Signer | null;
  /** In the order of the ledger. May be walked any number of times, and is never held as a whole by a format. */
  readonly records: Iterable<ExportedRecord>;
}

export interface Signer extends Sealer {
  /** For people: names, key and whether it was touched. */
  readonly words: string;
}

export interface Attachment {
  readonly path: string;
  readonly text: string;
}

export interface ReviewInput {
  readonly result: ReviewResult;
  /** What was compared with what. */
  readonly title: string;
  readonly tool: Tool;
}

export interface Tool {
  readonly version: string;
}

/** A form in which something leaves Countersign: one file, and one row in `table.ts`. */
export interface Export<Input> {
  /** As `--format` names it. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  readonly write: (input: Input) => string;
}

interface RecordFormat {
  /** As `--format` names it. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  /** Of the file, without the dot. */
  readonly extension: string;
  /** `whole`: evidence, whose records are never cut, because their hashes and seals are of all of them. Others show what is asked for. */
  readonly carries: 'whole' | 'narrowed';
}

/** A text in pieces, so that a ledger of any size passes through. In formats of lines a piece is one whole line. */
export interface TextExport extends RecordFormat {
  readonly kind: 'text';
  readonly write: (input: RecordsInput) => Iterable<string>;
}

/** Several files: an archive or a folder, as the shell likes. */
export interface FilesExport extends RecordFormat {
  readonly kind: 'files';
  readonly files: (input: RecordsInput) => Iterable<ExportedFile>;
}

export interface ExportedFile {
  readonly path: string;
  readonly pieces: Iterable<string>;
}

export type RecordExport = TextExport | FilesExport;

export function defineRecordExport(format: Omit<TextExport, 'kind'>): TextExport {
  return { kind: 'text', ...format, write: (input) => format.write(toCarried(input, format)) };
}

export function defineFilesExport(format: Omit<FilesExport, 'kind'>): FilesExport {
  return { kind: 'files', ...format, files: (input) => format.files(toCarried(input, format)) };
}

/** What a form is given where filters leave something out. */
function toCarried(input: RecordsInput, { carries }: Pick<RecordFormat, 'carries'>): RecordsInput {
  const { selection, chains } = input;
  if (selection === undefined) return input;
  const scope = describeScope(selection, carries);
  if (carries === 'whole') return { ...input, scope };
  return {
    ...input,
    scope,
    chains: chains.map((chain) => ({ ...chain, records: narrowEach(chain.records, selection) })),
  };
}

function narrowEach(records: Iterable<ExportedRecord>, { narrow }: Selection): Iterable<ExportedRecord> {
  return {
    *[Symbol.iterator]() {
      for (const record of records) yield narrow(record);
    },
  };
}

export function defineReviewExport(format: Export<ReviewInput>): Export<ReviewInput> {
  return format;
}
