import { canonicalJson } from '../text/canonical-json.ts';
import { defineRecordExport } from './define.ts';
import { headerOf } from './header.ts';

/**
 * A line `{"kind":"export",…}` that says what follows, then the lines of the ledger with the very bytes that were hashed: without
 * the first line, an unfiltered export of one ledger is a ledger again. Of several, a line `{"kind":"ledger",…}` stands before each.
 */
export const recordsNdjson = defineRecordExport({
  id: 'ndjson',
  title: 'NDJSON',
  mediaType: 'application/x-ndjson',
  extension: 'ndjson',
  carries: 'whole',
  *write(input) {
    yield `${canonicalJson({ kind: 'export', ...headerOf(input) })}\n`;
    for (const { report, records } of input.chains) {
      if (input.chains.length > 1)
        yield `${canonicalJson({ kind: 'ledger', ledger: report.id, source: report.source })}\n`;
      for (const record of records) yield `${canonicalJson(record)}\n`;
    }
  },
});
