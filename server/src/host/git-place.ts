import { lstat, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Repository } from './git-repository.ts';
import { isInFolder, realFolder, workTreeAround } from './real-folder.ts';

/**
 * Whether a folder is git's own, whatever it is called: that of a bare repository with work trees beside it, or of
 * `--separate-git-dir`. Work trees below one are none of it: the walk ends where a work tree begins.
 * @param folder absolute, links resolved; it need not be there
 */
export async function isGitsOwn(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (await isThere(join(at, 'HEAD'))) {
      const [objects, refs] = await Promise.all([isFolder(join(at, 'objects')), isFolder(join(at, 'refs'))]);
      if (objects && refs) return true;
    }
    if (dirname(at) === at || (await isThere(join(at, '.git')))) return false;
  }
}

/**
 * Git's common directory of a work tree, links resolved: the same for all work trees of a clone. Null: it is none, or says that it
 * belongs to a clone that does not keep it. Git is not run.
 * @param workTree its top, which has a `.git`
 */
export async function commonDirectoryOf(workTree: string): Promise<string | null> {
  try {
    const git = join(workTree, '.git');
    if ((await lstat(git)).isDirectory()) return await realpath(git);
    const named = /^gitdir: (.+?)\s*$/.exec(await readFile(git, 'utf8'))?.[1];
    if (named === undefined) return null;
    const own = await realpath(resolve(workTree, named));
    const common = await realpath(resolve(own, (await readFile(join(own, 'commondir'), 'utf8')).trim()));
    return isInFolder(join(common, 'worktrees'), own) ? common : null;
  } catch {
    return null;
  }
}

/** The work tree around a directory, links resolved. Null: it is none of that clone's. */
export async function findWorkTreeOf(
  repository: Pick<Repository, 'commonDirectory'> | null,
  directory: string,
): Promise<string | null> {
  const workTree = await workTreeAround(await realFolder(directory));
  if (repository === null || workTree === null) return null;
  return (await commonDirectoryOf(workTree)) === repository.commonDirectory ? workTree : null;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() === true;
}
