import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { throwProblem } from './problems.ts';

/**
 * A folder of this user alone for sockets, whose paths may have a hundred bytes at most.
 * @throws HostProblem when somebody else made it
 */
export async function makeSocketFolder(): Promise<string> {
  const folder = join(tmpdir(), `countersign-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (!stats.isDirectory() || (process.getuid !== undefined && stats.uid !== process.getuid()))
    throwProblem('stateNotOwned', worded`The folder for sockets "${folder}" is not ours.`, folder);
  await chmod(folder, 0o700);
  return folder;
}
