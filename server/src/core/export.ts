import type { Export, RecordsInput, ReviewInput } from './exports/define.ts';
import { recordExports, reviewExports } from './exports/table.ts';

export type { Export, RecordsInput, ReviewInput } from './exports/define.ts';
export { type PublishedResult, toPublishedResult } from './exports/review-json.ts';

/**
 * Verb: what leaves Countersign.
 *
 * - `findRecordExport(id)`: records of decisions as `json` or `markdown`, each with what they do not prove.
 * - `findReviewExport(id)`: the answer of an analysis as `json`, `sarif` or `markdown`.
 * - `toPublishedResult(result)`: the object both `--format json` and `--ndjson` print.
 *
 * null for a form that does not exist. Text of others is escaped for the form it goes into.
 */
export function findRecordExport(id: string): Export<RecordsInput> | null {
  return recordExports.find((format) => format.id === id) ?? null;
}

export function findReviewExport(id: string): Export<ReviewInput> | null {
  return reviewExports.find((format) => format.id === id) ?? null;
}
