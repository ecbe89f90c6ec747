import type { CheckedLedger, Sealer } from '../model/ledger.ts';
import type { Decider } from '../model/record.ts';

/** Keys that answer for a record, by its number. Null: none does. */
export interface Sealers {
  /** Of the first valid seal that covers it. */
  readonly of: (seq: number) => Sealer | null;
  /** Of the first of those for which the key was touched: a seal signs all that stands before it, sealed before or not. */
  readonly touchedOf: (seq: number) => Sealer | null;
  /** Whether the key of the first seal says, there or in a later one, that it was in this repository. Nobody else can say so for it. */
  readonly isBound: (seq: number) => boolean;
}

export function sealersOf({ seals }: Pick<CheckedLedger, 'seals'>): Sealers {
  const valid = seals.flatMap(({ record, covers, sealer, repository }) =>
    sealer === null ? [] : [{ covers, sealer, to: record.head.seq, repository }],
  );
  const boundTo = new Map<string, number>();
  for (const { sealer, to, repository } of valid)
    if (repository === 'this') boundTo.set(sealer.fingerprint, Math.max(boundTo.get(sealer.fingerprint) ?? 0, to));
  const first = valid.flatMap(({ covers, sealer }) => (covers === null ? [] : [{ ...covers, sealer }]));
  const touched = valid
    .flatMap(({ sealer, to }) => (sealer.presence === 'touch' ? [{ from: 1, to, sealer }] : []))
    .toSorted((one, other) => one.to - other.to);
  return {
    of: (seq) => sealerIn(first, seq),
    touchedOf: (seq) => sealerIn(touched, seq),
    isBound: (seq) => (boundTo.get(sealerIn(first, seq)?.fingerprint ?? '') ?? 0) >= seq,
  };
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
