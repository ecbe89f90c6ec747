import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileVersion } from '../core/model/change.ts';
import { isTemporaryFile } from './durable.ts';
import { readSnapshot, type SizeLimits } from './files.ts';
import { listRangeChanges, listWorktreeChanges } from './git-changes.ts';
import { askIfAny, type Repository } from './git-repository.ts';
import { isInLeftOutFolder } from './left-out-places.ts';
import { listFiles } from './list-files.ts';
import { isWorkspacePath } from './workspace-path.ts';

/** A file by its content and kind; null: there is none. */
export type FileId = { readonly blob: string; readonly mode: NonNullable<FileVersion['mode']> } | null;

/** What a work tree holds at a moment, by content: a commit, and what differs from it. Without git every file. */
export interface TreeSnapshot {
  readonly commit: string | null;
  readonly files: ReadonlyMap<string, SeenFile>;
  /** Milliseconds since the epoch. */
  readonly takenMs: number;
}

export interface SeenFile {
  readonly id: FileId;
  /** Of its inode: while it is the same the file need not be read again. */
  readonly stamp: string;
}

/** One file of a step from one snapshot to the next. `commit`: as it is checked out of that one. */
export interface TreeStep {
  readonly path: string;
  readonly before: FileId | { readonly commit: string };
  readonly after: FileId;
}

/** What one look may cost: whoever asks for it waits. The time is that of each question to git, and of all reading. */
export interface SnapshotLimits {
  readonly files: number;
  readonly readBytes: number;
  readonly timeMs: number;
}

const defaultLimits: SnapshotLimits = { files: 20_000, readBytes: 64 * 1024 * 1024, timeMs: 1_000 };
/** Of one file: beyond it only the hash is taken, without its bytes in memory. */
const sizes: SizeLimits = { analyseBytes: 0, readBytes: 1024 * 1024 };
/** File systems round times: what was written about when it was read may have been written afterwards. */
const racyMs = 100;

/**
 * Null: reading would take too long, or it is more than can be looked at. Files that git ignores, and folders of dependencies and build
 * output, are not looked at.
 * @param known an earlier one: what has the same inode since is not read again
 * @throws HostProblem when git takes too long, or cannot be asked
 */
export async function takeSnapshot(
  place: { readonly root: string; readonly repository: Repository | null },
  known: TreeSnapshot | null,
  limits: SnapshotLimits = defaultLimits,
): Promise<TreeSnapshot | null> {
  const { root } = place;
  const repository = place.repository === null ? null : { ...place.repository, timeoutMs: limits.timeMs };
  const endsAt = performance.now() + limits.timeMs;
  const takenMs = Date.now();
  const commit = repository === null ? null : await headOf(repository);
  const listed =
    repository === null
      ? (await listFiles(root, { skip: isInLeftOutFolder, maxFiles: limits.files })).paths
      : (await listWorktreeChanges(repository, commit)).map(({ path }) => path);
  const paths = listed.filter((path) => isWorkspacePath(path) && !isTemporaryFile(path) && !isInLeftOutFolder(path));
  if (paths.length > limits.files) return null;
  const files = new Map<string, SeenFile>();
  let leftBytes = limits.readBytes;
  for (const path of paths) {
    const seen = known?.files.get(path);
    const { stamp, sizeBytes, changedMs } = await lookAt(join(root, path));
    const isKnown = seen !== undefined && seen.stamp === stamp && changedMs < known!.takenMs - racyMs;
    if (!isKnown) leftBytes -= sizeBytes;
    if (leftBytes < 0 || performance.now() > endsAt) return null;
    files.set(path, isKnown ? seen : { id: await idOf(root, path), stamp });
  }
  return { commit, files, takenMs };
}

async function headOf(repository: Repository): Promise<string | null> {
  return await askIfAny(repository, { arguments: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] });
}

async function lookAt(path: string): Promise<{ readonly stamp: string; sizeBytes: number; changedMs: number }> {
  const stats = await lstat(path, { bigint: true }).catch(() => null);
  if (stats === null) return { stamp: '', sizeBytes: 0, changedMs: Number.POSITIVE_INFINITY };
  const { ino, size, mode, mtimeNs, ctimeNs } = stats;
  return {
    stamp: [ino, size, mode, mtimeNs, ctimeNs].join(' '),
    sizeBytes: Number(size),
    changedMs: Number(ctimeNs / 1_000_000n),
  };
}

async function idOf(root: string, path: string): Promise<FileId> {
  const read = await readSnapshot(root, path, sizes);
  if (read.kind !== 'file') return null;
  const { blob, mode = '100644' } = read.snapshot.version;
  return { blob, mode };
}

/** A call that writes more than that has no more to say than that it was one. */
const maxSteps = 2_000;

/** What became of each file between the two. Empty too: there is too much of it to be told. */
export async function stepsBetween(
  place: { readonly root: string; readonly repository: Repository | null },
  before: TreeSnapshot,
  after: TreeSnapshot,
): Promise<readonly TreeStep[]> {
  const paths = new Set([...before.files.keys(), ...after.files.keys(), ...(await committed(place, before, after))]);
  const steps: TreeStep[] = [];
  for (const path of paths) {
    const earlier = before.files.get(path);
    const later = after.files.get(path);
    if (earlier !== undefined && later !== undefined && isSameId(earlier.id, later.id)) continue;
    const from = earlier?.id ?? (earlier === undefined && before.commit !== null ? { commit: before.commit } : null);
    const to = later?.id ?? (later === undefined && after.commit !== null ? await idOf(place.root, path) : null);
    if (from !== null && 'blob' in from && isSameId(from, to)) continue;
    if (from === null && to === null) continue;
    steps.push({ path, before: from, after: to });
    if (steps.length > maxSteps) return [];
  }
  return steps;
}

/** Paths that differ between the two commits: what was checked out, or committed. */
async function committed(
  { repository }: { readonly repository: Repository | null },
  before: TreeSnapshot,
  after: TreeSnapshot,
): Promise<readonly string[]> {
  if (repository === null || before.commit === after.commit || after.commit === null) return [];
  return (await listRangeChanges(repository, before.commit, after.commit)).map(({ path }) => path);
}

export function isSameId(one: FileId, other: FileId): boolean {
  if (one === null || other === null) return one === other;
  return one.blob === other.blob && one.mode === other.mode;
}
