import { homedir } from 'node:os';
import { join } from 'node:path';

export interface UserPlace {
  readonly environment?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

/** @see XDG Base Directory Specification 0.8 */
export function findUserDirectory({ environment = process.env, platform = process.platform }: UserPlace): string {
  const home = environment['HOME'] ?? homedir();
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Countersign');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Countersign');
  const given = environment['XDG_STATE_HOME'] ?? '';
  // The specification: a relative path there is to be ignored.
  return join(given.startsWith('/') ? given : join(home, '.local', 'state'), 'countersign');
}
