import type { LedgerRecord } from '../model/record.ts';
import type { ReviewResult } from '../model/result.ts';

/** Records to be handed to somebody else, with what is known of the ledger they come from. */
export interface RecordsInput {
  readonly records: readonly LedgerRecord[];
  /** What verifying the ledger said, as one sentence, and whether it was intact. */
  readonly ledger: { readonly isIntact: boolean; readonly message: string };
  /** What the records were selected by: "all records", "since 2026-01-01". */
  readonly scope: string;
  readonly tool: Tool;
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

export function defineRecordExport(format: Export<RecordsInput>): Export<RecordsInput> {
  return format;
}

export function defineReviewExport(format: Export<ReviewInput>): Export<ReviewInput> {
  return format;
}
