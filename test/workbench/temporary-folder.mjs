/** Folders that hold all that one test leaves behind: kept when there is something to look at, else removed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** @returns {string} its real path, since git and VS Code report real paths */
export function makeTemporaryFolder(name) {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `countersign-${name}-`)));
}

/** @param {'always' | 'failed' | 'never'} keep */
export function keepOrRemove(dir, keep, passed) {
  if (keep === 'always' || (keep === 'failed' && !passed)) {
    console.log(`      kept ${dir}`);
    return;
  }
  try {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch (error) {
    console.log(`      could not remove ${dir}: ${error.message}`); // litter, not a failed test
  }
}
