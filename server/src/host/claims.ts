import type { Author } from './author.ts';
import type { Snapshot } from './files.ts';
import type { Journal, JournalEntry, StoredFile } from './journal.ts';
import type { ObjectStore } from './object-store.ts';
import { keepFile } from './stored-file.ts';

/**
 * Sets that say whose work they are: a program's in the editor, a person's own, an agent's that said so. For each of their paths they keep what the file
 * held when that author last wrote it. A path that somebody else has written since leaves the set, so that nobody's lines
 * are claimed for another.
 */
export type ClaimingChannel = 'editor' | 'my-changes' | 'announced';

const claiming: ReadonlySet<string> = new Set<ClaimingChannel>(['editor', 'my-changes', 'announced']);

export interface Claim {
  readonly channel: ClaimingChannel;
  /** Of an agent: what is said of all that it wrote in the set. */
  readonly author: Author;
  /** Null: the author took the file away. */
  readonly file: StoredFile | null;
}

export interface ClaimChanges {
  /** What authors wrote, by path. */
  readonly claims: ReadonlyMap<string, StoredFile | null>;
  /** Paths that somebody else wrote: they leave the set that claims them. */
  readonly ended: ReadonlySet<string>;
}

export function claimingChannel({ origin: { channel } }: Pick<JournalEntry, 'origin'>): ClaimingChannel | null {
  return claiming.has(channel) ? (channel as ClaimingChannel) : null;
}

export function claimsOf(entries: readonly JournalEntry[]): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const entry of entries) {
    const channel = claimingChannel(entry);
    if (channel === null) continue;
    const own = new Set(entry.paths);
    for (const { path, file } of entry.claims ?? [])
      if (own.has(path)) claims.set(path, { channel, author: entry.origin, file });
  }
  return claims;
}

/** Whether the file is what the claim says. A mode that is not known is no difference. */
export function isAsClaimed(file: StoredFile | null, now: Snapshot | null): boolean {
  if (file === null || now === null) return file === now;
  return file.blob === now.version.blob && file.mode === (now.version.mode ?? file.mode);
}

/** The entry with new claims on its paths, and without claims on others. */
export function withClaims(entry: JournalEntry, claims: ClaimChanges['claims']): JournalEntry {
  if (claimingChannel(entry) === null) return entry;
  const known = new Map(entry.claims?.map(({ path, file }) => [path, file]));
  const next = new Map([...known, ...claims]);
  const own = entry.paths.flatMap((path) => (next.has(path) ? [{ path, file: next.get(path) ?? null }] : []));
  return JSON.stringify(own) === JSON.stringify(entry.claims ?? []) ? entry : { ...entry, claims: own };
}

export function withoutPaths(entry: JournalEntry, ended: ClaimChanges['ended']): JournalEntry {
  if (claimingChannel(entry) === null || !entry.paths.some((path) => ended.has(path))) return entry;
  return { ...entry, paths: entry.paths.filter((path) => !ended.has(path)) };
}

/** We wrote the file ourselves, for whoever decided: that ends no claim on it. */
export async function renewClaim(
  journal: Journal,
  objects: ObjectStore,
  path: string,
  written: Snapshot | null,
): Promise<void> {
  const entry = journal.entries().find((each) => claimingChannel(each) !== null && each.paths.includes(path));
  if (entry === undefined) return;
  await journal.save(withClaims(entry, new Map([[path, await keepFile(objects, written)]])));
}
