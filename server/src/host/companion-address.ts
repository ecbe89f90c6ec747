import { chmod, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What Gemini CLI reads of a companion. */
export interface CompanionAddress {
  readonly port: number;
  /** Absolute folders, with the delimiter of `PATH` between them. */
  readonly workspacePath: string;
  readonly authToken: string;
  readonly ideInfo: { readonly name: string; readonly displayName: string };
}

const prefix = 'gemini-ide-server';
const knockMs = 1_000;

/**
 * Where companions say how they are found, readable by this user alone. Null: it is somebody else's, who could read the token, or
 * another companion of the same editor answers already. What a companion that has died left there is taken away.
 */
export async function openAddressFolder(idePid: number): Promise<string | null> {
  const folder = join(tmpdir(), 'gemini', 'ide');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const each of [dirname(folder), folder]) {
    const stats = await lstat(each);
    if (!stats.isDirectory() || (process.getuid !== undefined && stats.uid !== process.getuid())) return null;
  }
  await chmod(folder, 0o700);
  for (const name of await readdir(folder)) {
    const port = /^gemini-ide-server-(\d+)-(\d+)\.json$/u.exec(name);
    if (port === null || Number(port[1]) !== idePid) continue;
    if (await isAnswered(Number(port[2]))) return null;
    await rm(join(folder, name), { force: true });
  }
  return folder;
}

/** @returns the file. @throws when it cannot be written */
export async function writeAddress(folder: string, idePid: number, address: CompanionAddress): Promise<string> {
  const file = join(folder, `${prefix}-${idePid}-${address.port}.json`);
  await writeFile(file, JSON.stringify(address), { mode: 0o600, flag: 'wx' });
  return file;
}

function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (port < 1 || port > 65_535) return resolve(false);
    const socket = connect({ host: '127.0.0.1', port, timeout: knockMs });
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    // One that is too busy to answer is there.
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(true))
      .once('error', () => end(false));
  });
}
