import type { LedgerRecord } from './model/record.ts';
import { coverRange } from './exports/coverage.ts';
import type { Attachment, Export, RecordExport, RecordsInput, ReviewInput } from './exports/define.ts';
import { withoutPrivate, type Privacy } from './exports/privacy.ts';
import { describeFilter, selectRecords, toSelection, type RecordFilter } from './exports/select.ts';
import { recordExports, reviewExports } from './exports/table.ts';
import { withholdPeople } from './exports/withhold-people.ts';
import { readPublicKey } from './records/ssh-signature.ts';

export type { Attachment, ExportedFile, RecordExport, RecordsInput, ReviewInput } from './exports/define.ts';
export type { CommitChange, RangeCommit, RangeOfCommits } from './exports/coverage.ts';
export { LOG_SCOPE, toLogRecords } from './exports/log-record.ts';
export type { Privacy } from './exports/privacy.ts';
export { type PublishedResult, toPublishedResult } from './exports/review-json.ts';
export type { RecordFilter } from './exports/select.ts';

/**
 * Verb: what leaves Countersign.
 *
 * - `findRecordExport(id)`: a form of records, each with what they do not prove. `recordFormats` names all of them.
 * - `toRecordsInput(source, filter, privacy)`: what a form is given: the records that are asked for, without what is private.
 * - `toLogRecords(input)`: the events of the form `otlp`, for a shell that sends them itself.
 * - `findReviewExport(id)`: the answer of an analysis as `json`, `sarif` or `markdown`.
 * - `toPublishedResult(result)`: the object both `--format json` and `--ndjson` print.
 *
 * null for a form that does not exist, or a path pattern that is none. Text of others is escaped for the form it goes into. Forms of
 * records answer in pieces and walk the records several times: whoever has more than fit into memory gives a source that reads again.
 */
export function findRecordExport(id: string): RecordExport | null {
  return recordExports.find((format) => format.id === id) ?? null;
}

export function findReviewExport(id: string): Export<ReviewInput> | null {
  return reviewExports.find((format) => format.id === id) ?? null;
}

export const recordFormats: readonly Pick<RecordExport, 'id' | 'title' | 'extension' | 'kind'>[] = recordExports;

/** Records, with what the shell knows of where they come from. */
export interface RecordsSource {
  /** Any number of walks, each from the start. */
  readonly records: Iterable<LedgerRecord>;
  readonly ledger: RecordsInput['ledger'];
  readonly attachments?: readonly Attachment[];
  readonly at?: string;
  readonly toolVersion: string;
}

function byKey(attachment: Attachment): Attachment {
  return withholdPeople(attachment, (publicKey) => readPublicKey(publicKey)?.fingerprint ?? null);
}

/** Coverage is of all records, whatever else the filter leaves out: what was reviewed does not depend on what is shown. */
export function toRecordsInput(source: RecordsSource, filter: RecordFilter, privacy: Privacy): RecordsInput | null {
  const { records, ledger, attachments, at, toolVersion } = source;
  const selection = toSelection(filter);
  if (selection === null) return null;
  return {
    records: withoutPrivate(selectRecords(records, filter, selection), privacy),
    ledger,
    scope: describeFilter(filter),
    selection,
    ...(filter.range === undefined ? {} : { coverage: coverRange(records, filter.range) }),
    ...(attachments === undefined
      ? {}
      : { attachments: attachments.map(privacy.identity === 'key-id' ? byKey : (one) => one) }),
    ...(at === undefined ? {} : { at }),
    tool: { version: toolVersion },
  };
}
