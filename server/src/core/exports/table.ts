import type { Export, RecordsInput, ReviewInput } from './define.ts';
import { recordsJson } from './json.ts';
import { recordsMarkdown } from './markdown.ts';
import { reviewJson } from './review-json.ts';
import { reviewMarkdown } from './review-markdown.ts';
import { sarif } from './sarif.ts';

/** Forms of records of decisions. */
export const recordExports: readonly Export<RecordsInput>[] = [recordsJson, recordsMarkdown];

/** Forms of the answer of an analysis. */
export const reviewExports: readonly Export<ReviewInput>[] = [reviewJson, sarif, reviewMarkdown];
