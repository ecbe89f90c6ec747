import { readFile } from 'node:fs/promises';
import { nodeDisk, writeDurably } from './durable.ts';
import { errorCode } from './problems.ts';

/** What a text may hold, by its words alone. */
export interface Held {
  readonly automations: boolean;
  /** Roles and policies, which say what others are granted. */
  readonly grants: boolean;
}

/** Which files hold no automation, so that the next sweep reads only what changed since. It holds no verdict and no automation. */
export interface InventoryCache {
  readonly get: (path: string, stamp: string) => Held | undefined;
  readonly set: (path: string, stamp: string, held: Held) => void;
  /** Only what was asked for since it was opened. */
  readonly save: () => Promise<void>;
}

export const noCache: InventoryCache = { get: () => undefined, set: () => undefined, save: () => Promise.resolve() };

/** More paths than a sweep reads. */
const maxEntries = 200_000;
const maxBytes = 64 * 1024 * 1024;

type Entry = readonly [stamp: string, held: number];

/** `version`: of the program and of what it looks for; what another wrote is not used. A file that cannot be read is an empty one. */
export async function openInventoryCache(file: string, version: string): Promise<InventoryCache> {
  const before = await readEntries(file, version);
  const after = new Map<string, Entry>();
  let hasChanged = false;
  return {
    get(path, stamp) {
      const entry = before.get(path);
      if (entry?.[0] !== stamp) return undefined;
      after.set(path, entry);
      return { automations: (entry[1] & 1) !== 0, grants: (entry[1] & 2) !== 0 };
    },
    set(path, stamp, { automations, grants }) {
      if (after.size >= maxEntries) return;
      hasChanged = true;
      after.set(path, [stamp, (automations ? 1 : 0) | (grants ? 2 : 0)]);
    },
    async save() {
      if (!hasChanged && after.size === before.size) return;
      const text = JSON.stringify({ version, entries: [...after].map(([path, entry]) => [path, ...entry]) });
      try {
        await writeDurably(nodeDisk, file, Buffer.from(text), 0o600);
      } catch (error) {
        // The next sweep is as slow as this one was.
        if (errorCode(error) === null) throw error;
      }
    },
  };
}

async function readEntries(file: string, version: string): Promise<ReadonlyMap<string, Entry>> {
  try {
    const bytes = await readFile(file);
    const read: unknown = bytes.length > maxBytes ? null : JSON.parse(bytes.toString('utf8'));
    if (!isCache(read) || read.version !== version) return new Map();
    return new Map(read.entries.flatMap(([path, stamp, held]) => [[path, [stamp, held]] as const]));
  } catch (error) {
    if (errorCode(error) === null && !(error instanceof SyntaxError)) throw error;
    return new Map();
  }
}

interface CacheFile {
  readonly version: string;
  readonly entries: readonly (readonly [path: string, stamp: string, held: number])[];
}

function isCache(value: unknown): value is CacheFile {
  if (typeof value !== 'object' || value === null || !('entries' in value) || !Array.isArray(value.entries))
    return false;
  return value.entries.every(
    (entry: unknown) =>
      Array.isArray(entry) &&
      typeof entry[0] === 'string' &&
      typeof entry[1] === 'string' &&
      typeof entry[2] === 'number',
  );
}
