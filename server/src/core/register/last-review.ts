import type { LastReview } from '../model/inventory-entry.ts';
import type { LedgerRecord } from '../model/record.ts';

/** By path: the newest decision, be it taken back, that is about a part of the file. */
export function lastReviews(records: readonly LedgerRecord[]): ReadonlyMap<string, LastReviewed> {
  const last = new Map<string, LastReviewed>();
  for (const record of records) {
    if (record.kind !== 'decision' || record.outcome === 'submitted') continue;
    const { seq, decidedAt, outcome, decidedBy } = record;
    const by = decidedBy.name ?? decidedBy.email ?? decidedBy.key;
    for (const { path, afterBlob } of record.hunks)
      last.set(path, { seq, at: decidedAt, outcome, by, blob: afterBlob });
  }
  return last;
}

interface LastReviewed extends Omit<LastReview, 'isCurrent'> {
  /** What was offered for acceptance. */
  readonly blob: string | null;
}

/** `blob` is the file's now. */
export function toLastReview(reviewed: LastReviewed | undefined, blob: string): LastReview | null {
  if (reviewed === undefined) return null;
  const { blob: decided, ...rest } = reviewed;
  return { ...rest, isCurrent: decided === blob && (rest.outcome === 'accepted' || rest.outcome === 'amended') };
}
