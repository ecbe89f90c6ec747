import { canonicalJson } from '../text/canonical-json.ts';
import { defineRecordExport } from './define.ts';
import { headerOf } from './header.ts';

/**
 * A line `{"kind":"export",…}` that says what follows, then the lines of the ledger with the very bytes that were hashed: without
 * the first line, an unfiltered export is a ledger again.
 */
export const recordsNdjson = defineRecordExport({
  id: 'ndjson',
  title: 'NDJSON',
  mediaType: 'application/x-ndjson',
  extension: 'ndjson',
  *write(input) {
    yield `${canonicalJson({ kind: 'export', ...headerOf(input) })}\n`;
    for (const record of input.records) yield `${canonicalJson(record)}\n`;
  },
});
