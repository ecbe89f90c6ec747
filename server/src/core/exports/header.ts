import { RECORD_SCHEMA_VERSION } from '../model/record.ts';
import type { RecordsInput } from './define.ts';
import { limitsOf } from './limits.ts';

/** What an export says of itself, before the records. */
export interface ExportHeader {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  readonly tool: { readonly name: 'countersign'; readonly version: string };
  readonly at?: string;
  readonly scope: string;
  readonly ledger: { readonly intact: boolean; readonly message: string };
  readonly limits: readonly string[];
  readonly coverage?: RecordsInput['coverage'];
}

export function headerOf(input: RecordsInput): ExportHeader {
  const { ledger, scope, tool, at, coverage } = input;
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    tool: { name: 'countersign', version: tool.version },
    ...(at === undefined ? {} : { at }),
    scope,
    ledger: { intact: ledger.isIntact, message: ledger.message },
    limits: limitsOf(input),
    ...(coverage === undefined ? {} : { coverage }),
  };
}
