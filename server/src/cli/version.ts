import { readFile } from 'node:fs/promises';

/** The package's version, from the nearest `package.json` that is ours: this file runs bundled and unbuilt. */
export async function readVersion(): Promise<string> {
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      const value = JSON.parse(await readFile(new URL(up, import.meta.url), 'utf8')) as {
        name?: unknown;
        version?: unknown;
      };
      if (value.name === 'countersign' && typeof value.version === 'string') return value.version;
    } catch {
      // Not there: try the next.
    }
  }
  return 'unknown';
}
