import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OpenFolder } from './review-root.ts';

/**
 * Work trees of an open repository in which agents work and which no folder of the window shows. They are reviewed like those that
 * are open, until they are gone.
 */
export interface LinkedWorkTrees {
  readonly folders: () => readonly OpenFolder[];
  /** False: there are too many. @param path top of the work tree, links resolved */
  readonly add: (path: string) => boolean;
  readonly clear: () => void;
}

/** An agent makes one a task, and each is watched. */
const maxFolders = 8;
const lookMs = 5_000;

/** @param changed one of them is gone */
export function createLinkedWorkTrees(changed: () => void): LinkedWorkTrees {
  let folders: readonly OpenFolder[] = [];
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    const there = await Promise.all(folders.map(({ path }) => isThere(path)));
    const gone = new Set(folders.filter((_, at) => there[at] === false));
    if (gone.size === 0) return;
    folders = folders.filter((folder) => !gone.has(folder));
    if (folders.length === 0) stop();
    changed();
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    folders: () => folders,
    add(path) {
      if (folders.some((folder) => folder.path === path)) return true;
      if (folders.length >= maxFolders) return false;
      folders = [...folders, { path, name: basename(path), isLinked: true }];
      timer ??= setInterval(() => void look(), lookMs).unref();
      return true;
    },
    clear() {
      folders = [];
      stop();
    },
  };
}

async function isThere(workTree: string): Promise<boolean> {
  return await lstat(join(workTree, '.git')).then(
    () => true,
    () => false,
  );
}
