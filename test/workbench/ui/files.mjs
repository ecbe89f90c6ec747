/** What is on disk in a scenario's workspace. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** `sha256:mode` of a file, or `absent`. */
export function fingerprint(workspace, file) {
  const full = path.join(workspace, file);
  if (!fs.existsSync(full)) return 'absent';
  const mode = (fs.statSync(full).mode & 0o777).toString(8);
  return `${createHash('sha256').update(fs.readFileSync(full)).digest('hex')}:${mode}`;
}

export const fingerprints = (workspace, files) =>
  Object.fromEntries(files.map((file) => [file, fingerprint(workspace, file)]));

export const readText = (workspace, file) => fs.readFileSync(path.join(workspace, file), 'utf8');
