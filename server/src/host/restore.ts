import { constants } from 'node:fs';
import { access, lstat, rmdir } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { FileVersion } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { linkDurably, nodeDisk, removeDurably, writeDurably, type Disk } from './durable.ts';
import { defaultSizeLimits, readSnapshot, type SizeLimits } from './files.ts';
import { describeError, errorCode, hostProblem, HostProblem } from './problems.ts';
import { resolveInside } from './workspace-path.ts';

/** What a path should be again. */
export type Wanted =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'file';
      /** Exact bytes; for mode 120000 the link's target. */
      readonly bytes: Uint8Array;
      readonly mode: NonNullable<FileVersion['mode']>;
      /** Bits the file had on disk, when known: a private file stays private. */
      readonly permissions: number | null;
    };

export interface Restore {
  readonly root: string;
  readonly path: string;
  readonly wanted: Wanted;
  /** Blob the path must have now, null for no file: restoring over bytes nobody saw is refused. */
  readonly expected: string | null;
  /** In a git work tree empty folders mean nothing: those that a removed file leaves are removed with it. */
  readonly emptyFolders: 'keep' | 'remove';
  readonly limits?: SizeLimits;
}

/** Puts the exact bytes, mode, link, presence or absence back in one step. A problem: nothing was changed. */
export async function restoreFile(restore: Restore, disk: Disk = nodeDisk): Promise<Problem | null> {
  const { root, path, wanted } = restore;
  try {
    const absolute = await resolveInside(root, path);
    const current = await readSnapshot(root, path, restore.limits ?? defaultSizeLimits);
    if (current.kind === 'unreadable') return current.problem;
    const blob = current.kind === 'absent' ? null : current.snapshot.version.blob;
    if (blob !== restore.expected) {
      return hostProblem('changedMeanwhile', worded`"${path}" changed again after it was reviewed.`, path);
    }
    if (wanted.kind === 'absent') {
      if (blob === null) return null;
      await removeDurably(disk, absolute);
      if (restore.emptyFolders === 'remove') await removeEmptyFolders(root, dirname(absolute));
      return null;
    }
    await disk.makeDirectory(dirname(absolute), 0o777);
    if (wanted.mode === '120000') {
      await linkDurably(disk, absolute, wanted.bytes);
      return null;
    }
    await writeDurably(disk, absolute, wanted.bytes, await permissionsFor(absolute, wanted));
    return null;
  } catch (error) {
    if (error instanceof HostProblem) return error.problem;
    if (errorCode(error) === null) throw error;
    return hostProblem('writeFailed', worded`"${path}" could not be restored: ${describeError(error)}.`, path);
  }
}

/** The bits it had before; else those it has now with the executable bits of the wanted mode; else the umask's. */
async function permissionsFor(absolute: string, wanted: Wanted & { kind: 'file' }): Promise<number> {
  if (wanted.permissions !== null) return wanted.permissions;
  const now = await permissionsOf(absolute);
  const readable = now & 0o444;
  return wanted.mode === '100755' ? now | (readable >> 2) : now & ~0o111;
}

async function permissionsOf(absolute: string): Promise<number> {
  try {
    const stats = await lstat(absolute);
    if (stats.isFile()) return stats.mode & 0o7777;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return 0o666 & ~process.umask();
}

async function removeEmptyFolders(root: string, folder: string): Promise<void> {
  let at = folder;
  while (isStrictlyBelow(root, at)) {
    try {
      await rmdir(at);
    } catch {
      return; // not empty, or not ours to remove: both are fine
    }
    at = dirname(at);
  }
}

function isStrictlyBelow(root: string, folder: string): boolean {
  const path = relative(root, folder);
  return path !== '' && !path.startsWith('..');
}

/** Asked before a person is offered to reject: a rename needs a writable folder, not a writable file. */
export async function canRestore(root: string, path: string): Promise<boolean> {
  try {
    await access(dirname(await resolveInside(root, path)), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
