import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One for the whole run, which goes with it: what test files share is no file's to remove. Short, for sockets lie in it. */
const folder = mkdtempSync(join(tmpdir(), 'cs-'));

export function setup(): void {
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
