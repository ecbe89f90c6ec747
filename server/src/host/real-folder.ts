import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

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
