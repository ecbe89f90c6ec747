import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm, symlink, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './problems.ts';

/** Every step that can fail for want of space or rights. Tests put a failing one in its place, step by step. */
export interface Disk {
  readonly open: (path: string, flags: string, permissions?: number) => Promise<DiskFile>;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
  readonly symlink: (target: Uint8Array, path: string) => Promise<void>;
  readonly makeDirectory: (path: string, permissions: number) => Promise<void>;
  /** Makes renames and unlinks in a directory durable. */
  readonly syncDirectory: (path: string) => Promise<void>;
}

export interface DiskFile {
  /** Writes all of it at the end of what was written before. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly setPermissions: (permissions: number) => Promise<void>;
  readonly truncate: (sizeBytes: number) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const nodeDisk: Disk = {
  open: async (path, flags, permissions) => toDiskFile(await open(path, flags, permissions)),
  readFile: (path) => readFile(path),
  rename: (from, to) => renameWithRetry(from, to),
  unlink: (path) => unlink(path),
  symlink: (target, path) => symlink(Buffer.from(target), path),
  makeDirectory: async (path, permissions) => {
    await mkdir(path, { recursive: true, mode: permissions });
  },
  syncDirectory,
};

function toDiskFile(handle: FileHandle): DiskFile {
  return {
    write: (bytes) => handle.appendFile(bytes),
    setPermissions: (permissions) => handle.chmod(permissions),
    truncate: (sizeBytes) => handle.truncate(sizeBytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory, and makes renames durable itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network and FUSE file systems have no fsync for directories.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** On Windows a virus scanner or editor may hold the target open for a moment. */
async function renameWithRetry(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const passing = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!passing || attempt >= 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * (attempt + 1)));
    }
  }
}

/** Names of files that are about to be renamed; watchers and listings leave them out. */
const temporaryName = /(?:^|\/)\.countersign-[0-9a-f]{16}\.tmp$/;

export function isTemporaryFile(path: string): boolean {
  return temporaryName.test(path);
}

function temporaryBeside(path: string): string {
  return join(dirname(path), `.countersign-${randomBytes(8).toString('hex')}.tmp`);
}

/**
 * Replaces the file at once: readers, and a crash at any step, see the old bytes or the new ones, never a part. When it
 * returns, the bytes are on the disk. A step that fails leaves the old file as it was and no temporary file.
 *
 * @throws the system's error
 */
export async function writeDurably(disk: Disk, path: string, bytes: Uint8Array, permissions: number): Promise<void> {
  await replaceDurably(disk, path, async (temporary) => {
    const file = await disk.open(temporary, 'wx', permissions);
    try {
      await file.write(bytes);
      // The umask took bits from what `open` was given.
      await file.setPermissions(permissions);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

export async function linkDurably(disk: Disk, path: string, target: Uint8Array): Promise<void> {
  await replaceDurably(disk, path, (temporary) => disk.symlink(target, temporary));
}

async function replaceDurably(disk: Disk, path: string, make: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await make(temporary);
    await disk.rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await disk.syncDirectory(dirname(path));
}

export async function removeDurably(disk: Disk, path: string): Promise<void> {
  await disk.unlink(path);
  await disk.syncDirectory(dirname(path));
}

/** Keeps a damaged file beside its place, so that nothing is lost and a new one can begin. Answers the new name. */
export async function quarantine(disk: Disk, path: string, at: number): Promise<string> {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  for (let count = 0; ; count++) {
    const kept = join(dirname(path), `${basename(path)}.damaged-${stamp}${count === 0 ? '' : `-${count}`}`);
    if (await exists(kept)) continue;
    await disk.rename(path, kept);
    await disk.syncDirectory(dirname(path));
    return kept;
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}
