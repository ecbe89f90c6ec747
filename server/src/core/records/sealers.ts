import type { CheckedLedger, Sealer } from '../model/ledger.ts';
import type { Decider } from '../model/record.ts';

/** Keys that answer for a record, by its number. Null: none does. */
export interface Sealers {
  /** Of the first valid seal that covers it. */
  readonly of: (seq: number) => Sealer | null;
  /** Of the first of those for which the key was touched: a seal signs all that stands before it, sealed before or not. */
  readonly touchedOf: (seq: number) => Sealer | null;
}

export function sealersOf({ seals }: Pick<CheckedLedger, 'seals'>): Sealers {
  const valid = seals.flatMap(({ record, covers, sealer }) =>
    sealer === null ? [] : [{ covers, sealer, to: record.head.seq }],
  );
  const first = valid.flatMap(({ covers, sealer }) => (covers === null ? [] : [{ ...covers, sealer }]));
  const touched = valid
    .flatMap(({ sealer, to }) => (sealer.presence === 'touch' ? [{ from: 1, to, sealer }] : []))
    .toSorted((one, other) => one.to - other.to);
  return { of: (seq) => sealerIn(first, seq), touchedOf: (seq) => sealerIn(touched, seq) };
}

/** @param spans by where they end */
function sealerIn(
  spans: readonly { readonly from: number; readonly to: number; readonly sealer: Sealer }[],
  seq: number,
): Sealer | null {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  const found = spans[low];
  return found === undefined || seq < found.from ? null : found.sealer;
}

/** Who says so: as the base revision's signers name the key, else as the record names itself; empty when it does not. */
export function signerName({ name, email, key }: Decider, sealer: Sealer | null): string {
  return sealer?.principals[0] ?? name ?? email ?? sealer?.fingerprint ?? key ?? '';
}
