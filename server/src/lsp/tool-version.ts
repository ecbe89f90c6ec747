import { readFile } from 'node:fs/promises';

/** The package's version, for records. This file runs in `server/dist/` as part of a bundle and in `server/src/lsp/` unbuilt. */
export async function readToolVersion(): Promise<string> {
  for (const up of ['../../package.json', '../../../package.json']) {
    const text = await readFile(new URL(up, import.meta.url), 'utf8').catch(() => '{}');
    const { name, version } = JSON.parse(text) as { readonly name?: unknown; readonly version?: unknown };
    if (name === 'countersign' && typeof version === 'string') return version;
  }
  return 'unknown';
}
