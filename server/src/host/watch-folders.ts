import { watch, type FSWatcher } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './problems.ts';

export interface FolderWatch {
  readonly root: string;
  readonly skip: (path: string) => boolean;
  readonly onPath: (path: string) => void;
  /** Once: no more watches are to be had. */
  readonly onFailure: (error: unknown) => void;
  readonly maxFolders: number;
}

/**
 * One watch per folder. Node's own recursive watch on Linux makes one per file and cannot leave `node_modules` out.
 *
 * @throws Error when there are more folders than `maxFolders`, or the system allows no more watches
 */
export async function watchFolders(given: FolderWatch): Promise<() => void> {
  const watchers = new Map<string, FSWatcher>();
  const close = (): void => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  const add = async (folder: string): Promise<void> => {
    const pending = [folder];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (watchers.has(at)) continue;
      if (watchers.size >= given.maxFolders)
        throw new Error(`There are more than ${given.maxFolders} folders to watch.`);
      // The watch first, the list second: what is created between is seen by one of them.
      if (!open(at)) continue;
      pending.push(...(await foldersIn(given, at)));
    }
  };
  const remove = (folder: string): void => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  const fail = (error: unknown): void => {
    close();
    given.onFailure(error);
  };
  const onEvent = async (path: string): Promise<void> => {
    const kind = await kindOf(join(given.root, path));
    if (kind === 'folder') await add(`${path}/`);
    else if (watchers.has(`${path}/`)) remove(`${path}/`);
  };
  const open = (folder: string): boolean => {
    try {
      const watcher = watch(join(given.root, folder), { persistent: false }, (_event, name) => {
        const path = folder + (name ?? '');
        if (name === null || isSkipped(given, path)) return;
        given.onPath(path);
        onEvent(path).catch(fail);
      });
      watcher.on('error', () => remove(folder));
      watchers.set(folder, watcher);
      return true;
    } catch (error) {
      // Removed meanwhile: its parent has told.
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
      if (errorCode(error) === 'EACCES') return false;
      throw error;
    }
  };
  try {
    await add('');
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

function isSkipped({ skip }: FolderWatch, path: string): boolean {
  return path === '.git' || path.startsWith('.git/') || skip(path) || skip(`${path}/`);
}

async function foldersIn(given: FolderWatch, folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(given.root, folder), { withFileTypes: true });
    return entries.flatMap((entry) =>
      entry.isDirectory() && !isSkipped(given, folder + entry.name) ? [`${folder}${entry.name}/`] : [],
    );
  } catch {
    return [];
  }
}

async function kindOf(absolute: string): Promise<'folder' | 'file' | 'absent'> {
  try {
    return (await lstat(absolute)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'absent';
  }
}
