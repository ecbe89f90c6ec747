import type { ChainReport } from '../model/ledger.ts';
import { RECORD_SCHEMA_VERSION } from '../model/record.ts';
import type { RecordsInput } from './define.ts';
import { limitsOf } from './limits.ts';
import type { Selection } from './narrow.ts';
import { verdictOf } from './verdict.ts';

/** What an export says of itself, before the records. */
export interface ExportHeader {
  readonly schemaVersion: typeof RECORD_SCHEMA_VERSION;
  readonly tool: { readonly name: 'countersign'; readonly version: string };
  readonly at?: string;
  readonly scope: string;
  /** Of all ledgers together. */
  readonly ledger: { readonly intact: boolean; readonly message: string };
  /** As `countersign verify --format json` has them, in the order of their records. */
  readonly ledgers: readonly ChainReport[];
  readonly limits: readonly string[];
  /** Absent: nothing was filtered. */
  readonly leftOut?: Selection['leftOut'];
  readonly coverage?: RecordsInput['coverage'];
}

export function headerOf(input: RecordsInput): ExportHeader {
  const { chains, scope, tool, at, coverage, selection } = input;
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    tool: { name: 'countersign', version: tool.version },
    ...(at === undefined ? {} : { at }),
    scope,
    ledger: toLedgerState(input),
    ledgers: chains.map(({ report }) => report),
    limits: limitsOf(input),
    ...(selection === undefined ? {} : { leftOut: selection.leftOut }),
    ...(coverage === undefined ? {} : { coverage }),
  };
}

export function toLedgerState(input: RecordsInput): ExportHeader['ledger'] {
  const { isSound, title, message } = verdictOf(input);
  return { intact: isSound, message: `${title} ${message}` };
}
