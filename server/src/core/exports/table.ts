import { recordsAgentTrace } from './agent-trace.ts';
import { recordsBundle } from './bundle.ts';
import { recordsCsv } from './csv.ts';
import type { Export, RecordExport, ReviewInput } from './define.ts';
import { recordsHtml } from './html.ts';
import { recordsInToto } from './in-toto.ts';
import { recordsJson } from './json.ts';
import { recordsMarkdown } from './markdown.ts';
import { recordsNdjson } from './ndjson.ts';
import { recordsOcsf } from './ocsf.ts';
import { recordsOtlp } from './otlp.ts';
import { recordsSarif } from './records-sarif.ts';
import { reviewJson } from './review-json.ts';
import { reviewMarkdown } from './review-markdown.ts';
import { sarif } from './sarif.ts';

/** Forms of records of decisions. */
export const recordExports: readonly RecordExport[] = [
  recordsMarkdown,
  recordsHtml,
  recordsJson,
  recordsNdjson,
  recordsCsv,
  recordsSarif,
  recordsInToto,
  recordsOcsf,
  recordsOtlp,
  recordsAgentTrace,
  recordsBundle,
];

/** Forms of the answer of an analysis. */
export const reviewExports: readonly Export<ReviewInput>[] = [reviewJson, sarif, reviewMarkdown];
