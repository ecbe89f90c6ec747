import { constants } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { FileVersion, NotJudged } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { blobId, blobIdOfFile } from './blob-id.ts';
import { decodeText, type TextEncoding } from './encoding.ts';
import { describeError, errorCode, hostProblem, HostProblem } from './problems.ts';
import { resolveInside } from './workspace-path.ts';

export interface SizeLimits {
  /** Larger files are not analysed, but can be shown, accepted and restored. */
  readonly analyseBytes: number;
  /** Larger files are never read whole: only their hash is known. */
  readonly readBytes: number;
}

export const defaultSizeLimits: SizeLimits = { analyseBytes: 2 * 1024 * 1024, readBytes: 20 * 1024 * 1024 };

/** One version of one file, exact. */
export interface Snapshot {
  /** `text` is empty when `notJudged` is set; `blob` is always that of the exact bytes. */
  readonly version: FileVersion;
  /** Null when the file is over the read limit. For a symbolic link: its target. */
  readonly bytes: Uint8Array | null;
  /** Null when it is no text. */
  readonly encoding: TextEncoding | null;
  readonly notJudged: { readonly reason: NotJudged; readonly message: string } | null;
  readonly sizeBytes: number;
  /** Permission bits on disk (`0o644`); null for versions that come from git. */
  readonly permissions: number | null;
}

/** A failed read is a problem, never an empty file. */
export type FileRead =
  | { readonly kind: 'file'; readonly snapshot: Snapshot }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

type Mode = NonNullable<FileVersion['mode']>;

/** Reads a workspace file as it stands. A symbolic link is read as a link, never followed. */
export async function readSnapshot(
  root: string,
  path: string,
  limits: SizeLimits = defaultSizeLimits,
): Promise<FileRead> {
  try {
    const absolute = await resolveInside(root, path);
    const stats = await lstat(absolute);
    if (stats.isSymbolicLink()) {
      const target = await readlink(absolute, { encoding: 'buffer' });
      return { kind: 'file', snapshot: { ...snapshotOfBytes(target, '120000', limits), permissions: null } };
    }
    if (stats.isDirectory()) return { kind: 'absent' };
    if (!stats.isFile()) return notAFile(path);
    return await readRegular(absolute, path, limits);
  } catch (error) {
    if (error instanceof HostProblem) return { kind: 'unreadable', problem: error.problem };
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return isUnreadableName(path) ? { kind: 'unreadable', problem: nameProblem(path) } : { kind: 'absent' };
    if (code === null) throw error;
    return unreadable(path, describeError(error));
  }
}

async function readRegular(absolute: string, path: string, limits: SizeLimits): Promise<FileRead> {
  // O_NOFOLLOW and O_NONBLOCK: between lstat and open the file may have become a link or a pipe.
  const handle = await open(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return notAFile(path);
    const mode = modeOf(stats);
    const permissions = stats.mode & 0o7777;
    if (stats.size > limits.readBytes) {
      const version: FileVersion = { text: '', blob: await blobIdOfFile(absolute, stats.size), mode };
      const notJudged = tooLarge(stats.size, limits.readBytes);
      return {
        kind: 'file',
        snapshot: { version, bytes: null, encoding: null, notJudged, sizeBytes: stats.size, permissions },
      };
    }
    const bytes = await handle.readFile();
    return { kind: 'file', snapshot: { ...snapshotOfBytes(bytes, mode, limits), permissions } };
  } finally {
    await handle.close();
  }
}

/** The same reading for bytes from anywhere: a git object, the baseline store, a directory to compare. */
export function snapshotOfBytes(
  bytes: Uint8Array,
  mode: Mode | undefined,
  limits: SizeLimits = defaultSizeLimits,
): Snapshot {
  const blob = blobId(bytes);
  const known = { bytes, sizeBytes: bytes.length, permissions: null };
  const without = (notJudged: Snapshot['notJudged']): Snapshot => ({
    ...known,
    version: toVersion('', blob, mode),
    encoding: null,
    notJudged,
  });
  if (mode === '160000')
    return without({ reason: 'submodule', message: 'A submodule: its content is reviewed in its own repository.' });
  if (mode === '120000') {
    return { ...without({ reason: 'symlink', message: 'A symbolic link: what it points to is not followed.' }) };
  }
  if (bytes.length > limits.analyseBytes) return without(tooLarge(bytes.length, limits.analyseBytes));
  const decoded = decodeText(bytes);
  switch (decoded.kind) {
    case 'binary':
      return without({ reason: 'binary', message: 'Binary: it contains NUL bytes.' });
    case 'undecodable':
      return without({ reason: 'undecodable', message: decoded.message });
    case 'text':
      return { ...known, version: toVersion(decoded.text, blob, mode), encoding: decoded.encoding, notJudged: null };
  }
}

function toVersion(text: string, blob: string, mode: Mode | undefined): FileVersion {
  return mode === undefined ? { text, blob } : { text, blob, mode };
}

function modeOf(stats: Stats): Mode {
  return (stats.mode & 0o100) !== 0 && process.platform !== 'win32' ? '100755' : '100644';
}

function tooLarge(sizeBytes: number, limitBytes: number): NonNullable<Snapshot['notJudged']> {
  return {
    reason: 'too-large',
    message: `${toMebibytes(sizeBytes)} MiB; files over ${toMebibytes(limitBytes)} MiB are not analysed.`,
  };
}

function toMebibytes(sizeBytes: number): string {
  return (sizeBytes / 1024 / 1024).toFixed(1);
}

/** A name that is no UTF-8 has reached us with U+FFFD in the place of bytes, and leads to no file any more. */
export function isUnreadableName(path: string): boolean {
  return path.includes('\ufffd');
}

export function nameProblem(path: string): Problem {
  return hostProblem('nameNotText', worded`The name "${path}" is not in UTF-8.`, path);
}

function notAFile(path: string): FileRead {
  return { kind: 'unreadable', problem: hostProblem('notAFile', worded`"${path}" is no regular file.`, path) };
}

function unreadable(path: string, cause: string): FileRead {
  return {
    kind: 'unreadable',
    problem: hostProblem('unreadable', worded`"${path}" could not be read: ${cause}.`, path),
  };
}
