import { isReadByLine } from '../core/load-language.ts';
import { createHash } from 'node:crypto';
import type { Failure, Problem } from '../core/model/problem.ts';
import type { FileVersion } from '../core/model/change.ts';
import { checkCancelled } from '../core/model/cancel.ts';
import { worded } from '../core/model/wording.ts';
import type { FileSides } from '../core/ingest.ts';
import type { GitChange, GitSide } from './git-changes.ts';
import type { Repository } from './git-repository.ts';
import { mayBeConverted, readConversions, toWorktreeBytes } from './git-conversion.ts';
import {
  defaultSizeLimits,
  isUnreadableName,
  nameProblem,
  readSnapshot,
  snapshotOfBytes,
  type FileRead,
  type SizeLimits,
  type Snapshot,
} from './files.ts';
import { hostProblem } from './problems.ts';

export interface ReadChange {
  readonly path: string;
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
}

export interface ReadChanges {
  /** Only what differs. A path with a side that could not be read is in `problems` and not here. */
  readonly changes: readonly ReadChange[];
  readonly problems: readonly Problem[];
}

/** Count limits of one change set; beyond them paths become problems, never silence. */
export const maxChangedFiles = 20_000;
const maxTotalBytes = 512 * 1024 * 1024;

/** Locks are read line by line, so that far larger ones can be judged; those of large workspaces have up to 50 MB. */
const lockBytes = 64 * 1024 * 1024;

function withLocks({ analyseBytes, readBytes }: SizeLimits): SizeLimits {
  return { analyseBytes: Math.max(analyseBytes, lockBytes), readBytes: Math.max(readBytes, lockBytes) };
}

/** Reads both sides of each change, exact, and drops what is equal after all. */
export async function readChanges(
  repository: Repository,
  changes: readonly GitChange[],
  limits: SizeLimits = defaultSizeLimits,
): Promise<ReadChanges> {
  const read: ReadChange[] = [];
  const problems: Problem[] = [];
  let totalBytes = 0;
  for (const change of changes.slice(0, maxChangedFiles)) {
    if (repository.cancel !== undefined) checkCancelled(repository.cancel);
    if (isUnreadableName(change.path)) {
      problems.push(nameProblem(change.path));
      continue;
    }
    if (change.unreadable !== undefined) {
      const message = `"${change.path}" could not be read: ${change.unreadable}.`;
      problems.push(hostProblem('unreadable', message, change.path));
      continue;
    }
    const own = isReadByLine(change.path) ? withLocks(limits) : limits;
    const budget = totalBytes > maxTotalBytes ? { ...limits, readBytes: 0, analyseBytes: 0 } : own;
    const before = await readSide(repository, change.path, change.before, budget);
    const after =
      change.after === 'disk'
        ? await readFromDisk(repository, change, budget)
        : await readSide(repository, change.path, change.after, budget);
    for (const side of [before, after]) {
      if (side.kind === 'unreadable') problems.push(side.problem);
      else if (side.kind === 'file') totalBytes += side.snapshot.bytes?.length ?? 0;
    }
    if (before.kind === 'unreadable' || after.kind === 'unreadable') continue;
    const pair = { path: change.path, before: snapshotOrNull(before), after: snapshotOrNull(after) };
    const converted = change.after === 'disk' ? await convertBefore(repository, pair, budget) : pair;
    if (isDifferent(converted)) read.push(converted);
  }
  if (changes.length > maxChangedFiles) {
    problems.push(
      hostProblem('tooMany', worded`${changes.length} files changed; only the first ${maxChangedFiles} were read.`),
    );
  }
  return { changes: read, problems };
}

/** One side that git stores. Absence of the object is a problem; absence of the path is not this function's case. */
export async function readSide(
  repository: Repository,
  path: string,
  side: GitSide | null,
  limits: SizeLimits = defaultSizeLimits,
): Promise<FileRead> {
  if (side === null) return { kind: 'absent' };
  const mode = toMode(side.mode);
  if (mode === '160000') return { kind: 'file', snapshot: submoduleAt(side.id, limits) };
  const read = await repository.blobs.read(side.id, limits.readBytes);
  switch (read.kind) {
    case 'blob':
      return { kind: 'file', snapshot: snapshotOfBytes(read.bytes, mode, limits) };
    case 'too-large':
      return { kind: 'file', snapshot: unreadLarge(side.id, mode, read.sizeBytes) };
    case 'missing':
      return {
        kind: 'unreadable',
        problem: hostProblem(
          'gitMissingObject',
          worded`The content of "${path}" (${side.id.slice(0, 10)}) is not in this clone.`,
          path,
        ),
      };
  }
}

/** With `core.fileMode=false` the disk knows no executable bit: the index's stands. */
async function readFromDisk(repository: Repository, change: GitChange, limits: SizeLimits): Promise<FileRead> {
  const read = await readSnapshot(repository.root, change.path, limits);
  if (read.kind !== 'file' || repository.tracksFileMode || change.before === null) return read;
  const mode = toMode(change.before.mode);
  if (mode === '120000' || mode === '160000' || read.snapshot.version.mode === '120000') return read;
  return { kind: 'file', snapshot: { ...read.snapshot, version: { ...read.snapshot.version, mode } } };
}

async function convertBefore(repository: Repository, pair: ReadChange, limits: SizeLimits): Promise<ReadChange> {
  const { path, before, after } = pair;
  if (before === null || after === null) return pair;
  return { ...pair, before: await asCheckedOut(repository, path, before, after, limits) };
}

/** A stored version as a checkout would have written it, so that what git converts itself is no change. */
export async function asCheckedOut(
  repository: Repository,
  path: string,
  stored: Snapshot,
  disk: Snapshot,
  limits: SizeLimits,
): Promise<Snapshot> {
  if (stored.bytes === null || disk.bytes === null || stored.version.blob === disk.version.blob) return stored;
  if (isSameLargeFile(stored.bytes, disk.bytes)) return { ...disk, version: { ...disk.version, ...modeOf(stored) } };
  if (!mayBeConverted(stored, disk)) return stored;
  const bytes = toWorktreeBytes(stored.bytes, disk, await readConversions(repository, path));
  return bytes === null ? stored : snapshotOfBytes(bytes, stored.version.mode, limits);
}

function modeOf(snapshot: Snapshot): Pick<FileVersion, 'mode'> {
  return snapshot.version.mode === undefined ? {} : { mode: snapshot.version.mode };
}

/** git-lfs stores a pointer. Equal by the pointer's own hash: unchanged, without running anything. */
function isSameLargeFile(stored: Uint8Array, disk: Uint8Array): boolean {
  if (stored.length > 1024) return false;
  const pointer = Buffer.from(stored).toString('latin1');
  const match =
    /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n/.exec(pointer);
  if (match === null || Number(match[2]) !== disk.length) return false;
  return createHash('sha256').update(disk).digest('hex') === match[1];
}

const storedElsewhere = {
  reason: 'unreadable',
  message: 'A git-lfs pointer: the content that it stands for is not in git.',
} as const;

/** Programs get another text than this one: whoever checks it out with git-lfs. */
function isLargeFilePointer(snapshot: Snapshot | null): boolean {
  return (
    snapshot !== null &&
    /^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\//.test(snapshot.version.text)
  );
}

function isDifferent({ before, after }: ReadChange): boolean {
  if (before === null || after === null) return before !== after;
  return before.version.blob !== after.version.blob || before.version.mode !== after.version.mode;
}

function snapshotOrNull(read: FileRead): Snapshot | null {
  return read.kind === 'file' ? read.snapshot : null;
}

export function toMode(mode: string): NonNullable<FileVersion['mode']> {
  // Old trees hold 100664; git itself reads it as a plain file.
  return mode === '100755' || mode === '120000' || mode === '160000' ? mode : '100644';
}

function submoduleAt(commit: string, limits: SizeLimits): Snapshot {
  const { version, ...rest } = snapshotOfBytes(new Uint8Array(), '160000', limits);
  return { ...rest, version: { ...version, blob: commit } };
}

function unreadLarge(id: string, mode: NonNullable<FileVersion['mode']>, sizeBytes: number): Snapshot {
  const message = `${(sizeBytes / 1024 / 1024).toFixed(1)} MiB: too large to read.`;
  return {
    version: { text: '', blob: id, mode },
    bytes: null,
    encoding: null,
    notJudged: { reason: 'too-large', message },
    sizeBytes,
    permissions: null,
  };
}

/** What the core ingests. If one side is no text the file cannot be judged, whatever the other side is. */
export function toSides({ path, before, after }: ReadChange): FileSides {
  const notJudged = after?.notJudged ?? before?.notJudged ?? (isLargeFilePointer(after) ? storedElsewhere : null);
  return {
    path,
    ...(before === null ? {} : { before: before.version }),
    ...(after === null ? {} : { after: after.version }),
    ...(notJudged === null ? {} : { notJudged }),
  };
}

export function toFailure(problem: Problem): Failure {
  return { path: problem.path ?? '', stage: 'read', message: `${problem.message} ${problem.fix}` };
}
