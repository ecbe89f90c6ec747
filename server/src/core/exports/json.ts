import { defineRecordExport } from './define.ts';
import { headerOf } from './header.ts';
import { recordsOf } from './verdict.ts';

/** Records as they stand in their ledgers, one a line, ledger by ledger, with what they do not prove. */
export const recordsJson = defineRecordExport({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  carries: 'narrowed',
  *write(input) {
    yield `${JSON.stringify(headerOf(input), null, 2).replace(/\n\}$/u, '')},\n  "records": [`;
    let separator = '\n';
    for (const record of recordsOf(input)) {
      yield `${separator}    ${JSON.stringify(record)}`;
      separator = ',\n';
    }
    yield '\n  ]\n}\n';
  },
});
