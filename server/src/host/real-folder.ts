import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** The folder, links resolved, or the nearest one above it that exists. */
export async function realFolder(path: string): Promise<string> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null);
    if (real !== null) return real;
    if (dirname(at) === at) return at;
  }
}
