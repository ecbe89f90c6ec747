import { defineRecordExport } from './define.ts';
import { limitsOf } from './limits.ts';

/** Records as they stand in the ledger, with what they do not prove. */
export const recordsJson = defineRecordExport({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  write: ({ records, ledger, scope, tool }) =>
    `${JSON.stringify(
      {
        schemaVersion: 1,
        tool: { name: 'countersign', version: tool.version },
        scope,
        ledger: { intact: ledger.isIntact, message: ledger.message },
        limits: limitsOf(records),
        records,
      },
      null,
      2,
    )}\n`,
});
