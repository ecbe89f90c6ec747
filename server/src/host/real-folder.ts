import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { errorCode } from './problems.ts';

/** The folder, links resolved, or the nearest one above it that exists. */
export async function realFolder(path: string): Promise<string> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    if (dirname(at) === at) return at;
  }
}

/** The nearest folder, this one or above it, that has a `.git`: git itself may not be run by all who ask. Links resolved. */
export async function workTreeAround(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const isTop = await lstat(join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isTop) return at;
    if (dirname(at) === at) return null;
  }
}

/**
 * The path, links resolved, or that of the nearest folder above it that exists, with the missing rest behind it. Null: a link on
 * the way leads nowhere. It does not exist either, but a write would make what it names.
 */
export async function realPathAhead(path: string): Promise<string | null> {
  const missing: string[] = [];
  for (let at = path; ; at = dirname(at)) {
    try {
      return join(await realpath(at), ...missing);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
      if (await isLink(at)) return null;
      if (dirname(at) === at) return path;
      missing.unshift(basename(at));
    }
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

/** The folder itself, or something in it. */
export function isInFolder(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
