import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OpenFolder } from './review-root.ts';

/**
 * Work trees of an open repository in which agents work and which no folder of the window shows. They are reviewed like those that
 * are open, until they are gone, or what is open of their repository is closed.
 */
export interface LinkedWorkTrees {
  readonly folders: () => readonly OpenFolder[];
  /**
   * False: there are too many.
   * @param path top of the work tree, links resolved
   * @param from the one of the same repository that was asked
   */
  readonly add: (path: string, from: string) => boolean;
  /** Whether any is left out now. @param open work trees that folders of the window are in */
  readonly keep: (open: ReadonlySet<string>) => boolean;
  readonly clear: () => void;
}

interface LinkedFolder extends OpenFolder {
  /** The work tree of a folder that is open. */
  readonly from: string;
}

/** An agent makes one a task, and each is watched. */
const maxFolders = 8;
const lookMs = 5_000;

/** @param changed one of them is gone */
export function createLinkedWorkTrees(changed: () => void): LinkedWorkTrees {
  let folders: readonly LinkedFolder[] = [];
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    const there = await Promise.all(folders.map(({ path }) => isThere(path)));
    const gone = new Set(folders.filter((_, at) => there[at] === false));
    if (leaveOut((folder) => gone.has(folder))) changed();
  }

  function leaveOut(isOver: (folder: LinkedFolder) => boolean): boolean {
    const before = folders.length;
    folders = folders.filter((folder) => !isOver(folder));
    if (folders.length === 0) stop();
    return folders.length < before;
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    folders: () => folders,
    add(path, from) {
      if (folders.some((folder) => folder.path === path)) return true;
      if (folders.length >= maxFolders) return false;
      const { from: open } = folders.find((folder) => folder.path === from) ?? { from };
      folders = [...folders, { path, name: basename(path), isLinked: true, from: open }];
      timer ??= setInterval(() => void look(), lookMs).unref();
      return true;
    },
    keep: (open) => leaveOut(({ from }) => !open.has(from)),
    clear: () => void leaveOut(() => true),
  };
}

async function isThere(workTree: string): Promise<boolean> {
  return await lstat(join(workTree, '.git')).then(
    () => true,
    () => false,
  );
}
