import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { blobId } from './blob-id.ts';
import { exists, quarantine, writeDurably, type Disk } from './durable.ts';
import { describeError, errorCode, throwProblem } from './problems.ts';

/** Exact bytes by git blob id. Every read checks the bytes against the id. */
export interface ObjectStore {
  /** On disk when it resolves. @throws HostProblem `CS3021` */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  /** Not synced: for what can be read again, when there is much of it. A crash leaves a wrong object, which `get` finds. */
  readonly putUnsynced: (bytes: Uint8Array) => Promise<string>;
  /** Null: not here, or no longer what it was (the damaged file is then kept beside). */
  readonly get: (blob: string) => Promise<Uint8Array | null>;
  /** Drops what is not in `keep` and older than the grace period. Answers the number dropped. */
  readonly collect: (keep: ReadonlySet<string>) => Promise<number>;
}

/** An object is written before the entry that names it: what is this young may be about to be named. */
const graceMs = 10 * 60_000;

export function openObjectStore(folder: string, disk: Disk, now: () => number): ObjectStore {
  const at = (blob: string): string => join(folder, blob);
  const store = async (bytes: Uint8Array, target: Disk): Promise<string> => {
    const blob = blobId(bytes);
    try {
      if (await exists(at(blob))) return blob;
      await disk.makeDirectory(folder, 0o700);
      await writeDurably(target, at(blob), bytes, 0o600);
      return blob;
    } catch (error) {
      if (errorCode(error) === null) throw error;
      return throwProblem(
        'stateUnwritable',
        worded`The earlier content could not be kept: ${describeError(error)}.`,
        at(blob),
      );
    }
  };
  return {
    put: (bytes) => store(bytes, disk),
    putUnsynced: (bytes) => store(bytes, withoutSync(disk)),
    get: async (blob) => {
      let bytes: Uint8Array;
      try {
        bytes = await disk.readFile(at(blob));
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return null;
        throw error;
      }
      if (blobId(bytes) === blob) return bytes;
      await quarantine(disk, at(blob), now());
      return null;
    },
    collect: async (keep) => await collect(folder, keep, disk, now()),
  };
}

function withoutSync(disk: Disk): Disk {
  return {
    ...disk,
    open: async (...given) => ({ ...(await disk.open(...given)), sync: () => Promise.resolve() }),
    syncDirectory: () => Promise.resolve(),
  };
}

async function collect(folder: string, keep: ReadonlySet<string>, disk: Disk, now: number): Promise<number> {
  let dropped = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^[0-9a-f]{40}$/.test(name) || keep.has(name)) continue;
    const path = join(folder, name);
    try {
      if (now - (await stat(path)).mtimeMs < graceMs) continue;
      await disk.unlink(path);
      dropped += 1;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
  return dropped;
}
