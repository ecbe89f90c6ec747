import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileVersion, HunkId, Origin } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import type { Review } from '../core/model/review.ts';
import { worded } from '../core/model/wording.ts';
import { quarantine, removeDurably, writeDurably, type Disk } from './durable.ts';
import { describeError, errorCode, hostProblem, throwProblem } from './problems.ts';

/** Bytes in the object store, and what else makes a file. */
export interface StoredFile {
  readonly blob: string;
  readonly mode: NonNullable<FileVersion['mode']>;
  readonly permissions: number | null;
}

/** What a decision did to a path, so that it can be taken back. */
export interface Decided {
  readonly hunk: HunkId;
  readonly path: string;
  /** Of a renamed file. */
  readonly previousPath?: string;
  /** `baseline`: the hunk was accepted. `disk`: it was rejected. */
  readonly where: 'baseline' | 'disk';
  /** The file on both sides when it was decided. */
  readonly from: StoredFile | null;
  readonly to: StoredFile | null;
}

/** One change set that waits, or was just decided. Its hunks are not here: they are what differs between baseline and disk. */
export interface JournalEntry {
  readonly id: string;
  readonly origin: Origin;
  readonly title: string;
  /** ISO 8601. */
  readonly landedAt: string;
  readonly lastActivityMs: number;
  readonly paths: readonly string[];
  /** Undecided hunks that a person changed after they landed. */
  readonly amended: readonly HunkId[];
  readonly review: Review | null;
  /** Oldest first. */
  readonly decided: readonly Decided[];
  /** The person closed it after everything in it was decided. */
  readonly isPutAway?: boolean;
  /** What its paths held when its author last wrote them. Only of sets that name one: see `claims.ts`. */
  readonly claims?: readonly { readonly path: string; readonly file: StoredFile | null }[];
}

export interface Journal {
  readonly entries: () => readonly JournalEntry[];
  /** On disk when it resolves: only then may it be shown. @throws HostProblem `CS3021` */
  readonly save: (entry: JournalEntry) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Takes over what other windows wrote. */
  readonly reload: () => Promise<readonly Problem[]>;
  /** Whether there is anything that other windows wrote. */
  readonly isBehind: () => Promise<boolean>;
}

const formatVersion = 1;

export async function openJournal(folder: string, disk: Disk, now: () => number): Promise<Journal> {
  const known = new Map<string, { readonly stamp: string; readonly entry: JournalEntry }>();
  const at = (id: string): string => join(folder, `${id}.json`);
  const guard = async (id: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (errorCode(error) === null) throw error;
      throwProblem('stateUnwritable', worded`The change set could not be kept: ${describeError(error)}.`, at(id));
    }
  };
  return {
    entries: () =>
      [...known.values()].map(({ entry }) => entry).sort((one, other) => (one.landedAt < other.landedAt ? -1 : 1)),
    save: async (entry) => {
      await guard(entry.id, async () => {
        await disk.makeDirectory(folder, 0o700);
        const text = JSON.stringify({ version: formatVersion, ...entry });
        await writeDurably(disk, at(entry.id), Buffer.from(text), 0o600);
      });
      known.set(entry.id, { stamp: await stampOf(at(entry.id)), entry });
    },
    remove: async (id) => {
      known.delete(id);
      await guard(id, async () => {
        await removeDurably(disk, at(id)).catch((error: unknown) => {
          if (errorCode(error) !== 'ENOENT') throw error;
        });
      });
    },
    isBehind: async () => {
      const names = await listIds(folder);
      if ([...known.keys()].some((id) => !names.has(id))) return true;
      for (const id of names) if (known.get(id)?.stamp !== (await stampOf(at(id)))) return true;
      return false;
    },
    reload: async () => {
      const problems: Problem[] = [];
      const names = await listIds(folder);
      for (const id of known.keys()) if (!names.has(id)) known.delete(id);
      for (const id of names) {
        const stamp = await stampOf(at(id));
        if (known.get(id)?.stamp === stamp || stamp === '') continue;
        const entry = parseEntry(id, await readFile(at(id), 'utf8').catch(() => null));
        if (entry !== null) known.set(id, { stamp, entry });
        else
          problems.push(
            hostProblem(
              'journalCorrupt',
              worded`A change set's notes were damaged; they are kept as "${await quarantine(disk, at(id), now())}".`,
              at(id),
            ),
          );
      }
      return problems;
    },
  };
}

async function listIds(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder).catch(() => []);
  return new Set(names.flatMap((name) => /^([0-9a-z-]+)\.json$/.exec(name)?.[1] ?? []));
}

/** Changes with every replacement of the file; empty when it is gone. */
async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}

function parseEntry(id: string, text: string | null): JournalEntry | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    if (typeof value !== 'object' || value === null || value['version'] !== formatVersion || value['id'] !== id)
      return null;
    const lists = ['paths', 'amended', 'decided'].every((name) => Array.isArray(value[name]));
    const texts = ['title', 'landedAt'].every((name) => typeof value[name] === 'string');
    if (!Array.isArray(value['claims'] ?? [])) return null;
    if (!lists || !texts || typeof value['origin'] !== 'object' || !isReview(value['review'])) return null;
    const { version: _version, ...entry } = value;
    return entry as unknown as JournalEntry;
  } catch {
    return null;
  }
}

function isReview(value: unknown): value is Review | null {
  if (value === null) return true;
  const review = value as Partial<Record<keyof Review, unknown>>;
  return Array.isArray(review.hunks) && (review.status === 'open' || review.status === 'done');
}
