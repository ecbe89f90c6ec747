import type { FileChange, HunkId } from '../core/model/change.ts';
import type { LedgerRecord, RecordedHunk } from '../core/model/record.ts';
import { readLedger } from '../host/ledger-file.ts';
import type { PanelView, RecordView } from '../protocol/view.ts';
import type { PlacedHunk } from './to-diff-view.ts';
import type { RecordName } from './tracked-set.ts';

/** What the ledger holds of the decisions on one change set: the newest of each hunk. */
export interface RecordedSet {
  readonly names: ReadonlyMap<HunkId, RecordName>;
  readonly hunks: ReadonlyMap<HunkId, RecordedHunk>;
}

/** Hunks whose newest record accepts them: whoever asks for a review of their own work is not asked again. */
export function collectAccepted(records: readonly LedgerRecord[]): ReadonlySet<HunkId> {
  const accepted = new Set<HunkId>();
  for (const record of records) {
    if (record.kind !== 'decision') continue;
    const isAccepted = record.outcome === 'accepted' || record.outcome === 'amended';
    for (const { id } of record.hunks) {
      if (isAccepted) accepted.add(id);
      else accepted.delete(id);
    }
  }
  return accepted;
}

export function collectRecords(records: readonly LedgerRecord[]): ReadonlyMap<string, RecordedSet> {
  const sets = new Map<
    string,
    { readonly names: Map<HunkId, RecordName>; readonly hunks: Map<HunkId, RecordedHunk> }
  >();
  for (const record of records) {
    if (record.kind !== 'decision') continue;
    const set = sets.get(record.changeSet) ?? { names: new Map(), hunks: new Map() };
    sets.set(record.changeSet, set);
    for (const hunk of record.hunks) {
      set.hunks.set(hunk.id, hunk);
      if (record.outcome === 'undone') set.names.delete(hunk.id);
      else set.names.set(hunk.id, { seq: record.seq, hash: record.hash });
    }
  }
  return sets;
}

const wordsPerDetector = 3;

/** What was said of findings of a detector, newest first: offered, never filled in. */
export function collectWords(records: readonly LedgerRecord[]): PanelView['suggestions'] {
  return records.reduce(addWords, []);
}

export function addWords(known: PanelView['suggestions'], record: LedgerRecord): PanelView['suggestions'] {
  if (record.kind !== 'decision') return known;
  const said = record.hunks
    .flatMap(({ findings }) => findings)
    .map(({ detectorId, acknowledgement }) => ({ detectorId, words: acknowledgement?.words ?? '' }))
    .filter(({ words }) => words !== '');
  if (said.length === 0) return known;
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  return [...said, ...known].filter(({ detectorId, words }) => {
    const key = `${detectorId} ${words}`;
    const count = counts.get(detectorId) ?? 0;
    if (seen.has(key) || count === wordsPerDetector) return false;
    seen.add(key);
    counts.set(detectorId, count + 1);
    return true;
  });
}

/** Where a decided hunk was, from its record: after a restart the texts it was decided on are not at hand. */
export function toPlacedHunk({ id, path, before, after, beforeBlob, afterBlob }: RecordedHunk): PlacedHunk {
  const hunk = { id, before, after };
  const status = beforeBlob === null ? 'added' : afterBlob === null ? 'deleted' : 'modified';
  const file: FileChange = {
    path,
    status,
    ...(beforeBlob !== null && { before: { text: '', blob: beforeBlob } }),
    ...(afterBlob !== null && { after: { text: '', blob: afterBlob } }),
    hunks: [hunk],
  };
  return { file, hunk };
}

export function toRecordView(record: LedgerRecord): RecordView | null {
  if (record.kind !== 'decision') return null;
  const { seq, hash, outcome, hunks, decidedAt } = record;
  return { seq, hash, outcome, paths: [...new Set(hunks.map(({ path }) => path))], at: decidedAt };
}

/** What is whole of the ledger. A broken one is the business of `verify`. */
export async function readRecords(ledgerPath: string): Promise<readonly LedgerRecord[]> {
  return (await readLedger(ledgerPath))?.records ?? [];
}
