import { defineRecordExport } from './define.ts';
import { headerOf } from './header.ts';

/** Records as they stand in the ledger, one a line, with what they do not prove. */
export const recordsJson = defineRecordExport({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  *write(input) {
    yield `${JSON.stringify(headerOf(input), null, 2).replace(/\n\}$/u, '')},\n  "records": [`;
    let separator = '\n';
    for (const record of input.records) {
      yield `${separator}    ${JSON.stringify(record)}`;
      separator = ',\n';
    }
    yield '\n  ]\n}\n';
  },
});
