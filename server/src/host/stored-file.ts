import type { AppliedFile } from '../core/review.ts';
import { encodeText, utf8 } from './encoding.ts';
import { snapshotOfBytes, type SizeLimits, type Snapshot } from './files.ts';
import type { StoredFile } from './journal.ts';
import type { ObjectStore } from './object-store.ts';

/** Null: there is no file, or its bytes were too many to be read. */
export async function keepFile(objects: ObjectStore, snapshot: Snapshot | null): Promise<StoredFile | null> {
  if (snapshot?.bytes == null) return null;
  await objects.put(snapshot.bytes);
  return toStored(snapshot);
}

/** Its name alone; whoever wants the bytes back keeps them with `keepFile`. */
export function toStored({ version, permissions }: Snapshot): StoredFile {
  return { blob: version.blob, mode: version.mode ?? '100644', permissions };
}

export async function loadFile(
  objects: ObjectStore,
  stored: StoredFile | null,
  limits: SizeLimits,
): Promise<Snapshot | null | 'lost'> {
  if (stored === null) return null;
  const bytes = await objects.get(stored.blob);
  return bytes === null ? 'lost' : { ...snapshotOfBytes(bytes, stored.mode, limits), permissions: stored.permissions };
}

export interface Sides {
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
}

/** A whole side is that side's exact bytes; a part is text in the form of `like`. */
export function pickSide(
  applied: AppliedFile,
  { before, after }: Sides,
  like: Snapshot | null,
  limits: SizeLimits,
): Snapshot | null {
  if (applied.whole === 'after') return after;
  if (applied.whole === 'before') return before;
  return applied.text === null ? null : toSnapshot(applied.text, like, limits);
}

export function toSnapshot(text: string, like: Snapshot | null, limits: SizeLimits): Snapshot {
  const bytes = encodeText(text, like?.encoding ?? utf8);
  return { ...snapshotOfBytes(bytes, like?.version.mode ?? '100644', limits), permissions: like?.permissions ?? null };
}
