import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

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

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() === true;
}
