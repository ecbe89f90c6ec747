import type { LedgerRecord } from '../core/model/record.ts';
import type { ReviewEffect } from '../core/review.ts';
import { toPlacedHunk, type RecordedSet } from './records.ts';
import type { TrackedSet } from './tracked-set.ts';

/** Decided hunks leave the change set; where they were and their records are kept for showing and undoing. */
export function remember(
  next: TrackedSet,
  set: TrackedSet,
  effects: readonly ReviewEffect[],
  record: LedgerRecord,
): TrackedSet {
  if (record.kind !== 'decision' || record.outcome === 'submitted') return next;
  const decided = new Map(next.decided);
  const records = new Map(next.records);
  const recorded = new Map(next.recorded);
  const files = set.analysed?.changeSet.files ?? [];
  const isUndone = effects.some((effect) => effect.kind === 'record' && effect.outcome === 'undone');
  for (const hunk of record.hunks) {
    if (isUndone) {
      for (const map of [decided, records, recorded]) map.delete(hunk.id);
      continue;
    }
    const file = files.find(({ hunks }) => hunks.some(({ id }) => id === hunk.id));
    const span = file?.hunks.find(({ id }) => id === hunk.id);
    if (file !== undefined && span !== undefined) decided.set(hunk.id, { file, hunk: span });
    records.set(hunk.id, { seq: record.seq, hash: record.hash });
    recorded.set(hunk.id, hunk);
  }
  return { ...next, decided, records, recorded };
}

/** A set from the journal of an earlier session, with what the ledger knows of its decisions. */
export function recall(set: TrackedSet, known: RecordedSet | undefined): TrackedSet {
  if (known === undefined) return set;
  const outcomes = new Set(set.landed.review?.hunks.filter(({ outcome }) => outcome !== null).map(({ id }) => id));
  const kept = [...known.hunks].filter(([id]) => outcomes.has(id));
  const decided = kept.map(([id, hunk]) => [id, toPlacedHunk(hunk)] as const);
  return {
    ...set,
    decided: new Map(decided),
    records: new Map([...known.names].filter(([id]) => outcomes.has(id))),
    recorded: new Map(kept),
  };
}
