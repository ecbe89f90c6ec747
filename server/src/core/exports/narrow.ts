import type { LedgerRecord } from '../model/record.ts';
import type { ExportedRecord } from './exported-record.ts';
import { count } from './count.ts';
import type { Meant, Selected } from './select.ts';

/** What filters ask for, and what they leave out. */
export interface Selection extends Meant {
  /** For people: `of paths src/**`. */
  readonly words: string;
  /** Records that are not here; hunks and findings that were not asked for, of decisions that are. */
  readonly leftOut: { readonly records: number; readonly hunks: number; readonly findings: number };
  /** The record without what was not asked for. */
  readonly narrow: (record: ExportedRecord) => ExportedRecord;
}

/** In one walk over all records. */
export function toSelection(
  all: readonly Iterable<LedgerRecord>[],
  words: string,
  meant: Meant,
  selected: Selected,
): Selection {
  const leftOut = { records: 0, hunks: 0, findings: 0 };
  for (const records of all) for (const _record of records) leftOut.records += 1;
  const narrow = (record: ExportedRecord): ExportedRecord => narrowed(record, meant, selected);
  for (const records of selected.records)
    for (const record of records) {
      leftOut.records -= 1;
      if (record.kind !== 'decision') continue;
      const { narrowed: less } = narrow(record);
      leftOut.hunks += less?.['hunks'] ?? 0;
      leftOut.findings += less?.['findings'] ?? 0;
    }
  return { ...meant, words, leftOut, narrow };
}

/** A seal names no path and no rule, and a bypass holds for patterns: both stay as they are. */
function narrowed(record: ExportedRecord, meant: Meant, { isChosen, isApprovalMeant }: Selected): ExportedRecord {
  switch (record.kind) {
    case 'decision': {
      const hunks = record.hunks
        .filter(meant.hunk)
        .map((hunk) => ({ ...hunk, findings: hunk.findings.filter(meant.finding) }));
      const findingsOf = (list: typeof record.hunks): number => list.reduce((sum, it) => sum + it.findings.length, 0);
      return less(
        record,
        { hunks },
        {
          hunks: record.hunks.length - hunks.length,
          findings: findingsOf(record.hunks) - findingsOf(hunks),
        },
      );
    }
    case 'approval': {
      const findings = record.findings.filter(isApprovalMeant);
      return less(record, { findings }, { findings: record.findings.length - findings.length });
    }
    case 'binding': {
      const records = record.records.filter(isChosen);
      const unmatched = record.unmatched.filter(meant.path);
      return less(
        record,
        { records, unmatched },
        {
          records: record.records.length - records.length,
          unmatched: record.unmatched.length - unmatched.length,
        },
      );
    }
    case 'seal':
    case 'bypass':
    case 'problem':
      return record;
  }
}

function less<Kept extends ExportedRecord>(
  record: Kept,
  kept: Partial<Kept>,
  counts: Readonly<Record<string, number>>,
): ExportedRecord {
  const left = Object.entries(counts).filter(([, count]) => count > 0);
  return left.length === 0 ? record : { ...record, ...kept, narrowed: Object.fromEntries(left) };
}

/**
 * What an export says it holds. A signed record that is cut has neither its hash nor its signature any more: forms of evidence carry
 * records whole, whatever was asked for, and say so.
 */
export function describeScope({ words, leftOut }: Selection, carries: 'whole' | 'narrowed'): string {
  const records = leftOut.records === 0 ? 'no record was left out' : `left out: ${count(leftOut.records, 'record')}`;
  const parts = [
    ...(leftOut.hunks === 0 ? [] : [count(leftOut.hunks, 'hunk')]),
    ...(leftOut.findings === 0 ? [] : [count(leftOut.findings, 'finding')]),
  ].join(' and ');
  if (parts === '') return `${words}; ${records}`;
  return carries === 'narrowed'
    ? `${words}; ${records}, and of those that are here ${parts}`
    : `${words}; ${records}. Each that is here is whole, for its hash and its seal are of all of it, so that ${parts} that nobody asked for stand in them`;
}
