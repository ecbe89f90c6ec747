import type { RecordOf } from '../model/ledger.ts';
import type { LedgerRecord } from '../model/record.ts';
import { demandsTouch } from './untouched.ts';

/** What checking a chain needs of a record: a chain of any size is checked with one of these for each. */
export interface ChainRow {
  readonly seq: number;
  readonly hash: string;
  readonly decidedAt: string;
  /** When the answers in it were given. */
  readonly answeredAt: readonly string[];
  readonly demandsTouch: boolean;
  /** Seals are few, one a change set, and what they say is compared. */
  readonly seal: RecordOf<'seal'> | null;
}

export function toRow(record: LedgerRecord): ChainRow {
  const { seq, hash, decidedAt } = record;
  return {
    seq,
    hash,
    decidedAt,
    answeredAt: record.kind === 'decision' ? answersIn(record) : [],
    demandsTouch: demandsTouch(record),
    seal: record.kind === 'seal' ? record : null,
  };
}

function answersIn({ hunks }: RecordOf<'decision'>): readonly string[] {
  const answers = hunks.flatMap(({ findings }) => findings).flatMap(({ acknowledgement }) => acknowledgement?.at ?? []);
  return [...new Set(answers)];
}
