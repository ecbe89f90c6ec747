import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Of what an agent says at once, with the files that it read. */
const tailBytes = 512 * 1024;

/** The end of an agent's transcript; empty: it cannot be read. Nothing of it is kept. */
export async function readTranscriptEnd(named: string, home: string = homedir()): Promise<string> {
  const path = named.startsWith('~/') ? join(home, named.slice(2)) : named;
  if (!isAbsolute(path)) return '';
  try {
    // A pipe would keep us waiting.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) return '';
      const length = Math.min(stats.size, tailBytes);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, stats.size - length);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
