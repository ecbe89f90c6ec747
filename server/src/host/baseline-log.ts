import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileVersion } from '../core/model/change.ts';
import { worded } from '../core/model/wording.ts';
import { exists, quarantine, writeDurably, type Disk } from './durable.ts';
import { describeError, errorCode, throwProblem } from './problems.ts';

/** Where the baseline of a path comes from that has no entry of its own. */
export type Seed =
  | { readonly kind: 'git'; readonly commit: string | null }
  /** Without git: every file that was there had an entry made, so a path without one did not exist. */
  | { readonly kind: 'first-sight'; readonly isComplete: boolean };

export interface BaselineEntry {
  readonly path: string;
  /** Null: the path had no file. */
  readonly blob: string | null;
  readonly mode?: NonNullable<FileVersion['mode']>;
  readonly permissions?: number;
  /** Blobs that were accepted here before, newest first; a stash or checkout may bring one back. */
  readonly earlier?: readonly string[];
}

/** What git looked like when the baseline last agreed with it. */
export interface GitMemory {
  readonly head: string | null;
  readonly stash: string | null;
  /** Commits whose whole content was accepted, or was there when the baseline began. Newest first, bounded. */
  readonly trusted: readonly string[];
}

export interface BaselineState {
  readonly seed: Seed;
  readonly git: GitMemory | null;
  readonly entries: ReadonlyMap<string, BaselineEntry>;
}

type Line = { readonly seed: Seed } | { readonly git: GitMemory } | { readonly drop: string } | BaselineEntry;

/** An append-only file of lines, the last of a path wins. A torn last line is an update that did not happen. */
export interface BaselineLog {
  /** What the file says now, others' lines included; null: there is none, or it was damaged and put aside. */
  readonly load: () => Promise<{ readonly state: BaselineState | null; readonly damaged: string | null }>;
  /** On disk when it resolves. @throws HostProblem `CS3021` */
  readonly append: (lines: readonly Line[]) => Promise<void>;
  readonly begin: (state: BaselineState) => Promise<void>;
}

interface Read {
  readonly state: BaselineState;
  readonly lines: number;
  readonly isTorn: boolean;
  readonly sizeBytes: number;
  readonly inode: number;
}

const formatVersion = 1;
const maxStaleLines = 2000;

export function openBaselineLog(path: string, disk: Disk, now: () => number): BaselineLog {
  let known: Read | null = null;
  const guard = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      known = null;
      if (errorCode(error) === null) throw error;
      throwProblem('stateUnwritable', worded`The baseline could not be written: ${describeError(error)}.`, path);
    }
  };
  const begin = (state: BaselineState): Promise<void> =>
    guard(async () => {
      await disk.makeDirectory(dirname(path), 0o700);
      await writeDurably(disk, path, Buffer.from(toLines(state).map(toText).join('')), 0o600);
      known = null;
    });
  const load: BaselineLog['load'] = async () => {
    const read = await readLog(path, known);
    if (read === 'damaged') {
      known = null;
      return { state: null, damaged: await quarantine(disk, path, now()) };
    }
    known = read;
    return { state: read?.state ?? null, damaged: null };
  };
  return {
    load,
    begin,
    append: async (lines) => {
      const { state } = await load();
      if (state === null || known === null) throw new Error('the baseline has not begun');
      const count = known.lines + lines.length;
      if (known.isTorn || count > state.entries.size * 2 + maxStaleLines) {
        const copy = { ...state, entries: new Map(state.entries) };
        return await begin(lines.reduce(applyLine, copy));
      }
      const bytes = Buffer.from(lines.map(toText).join(''));
      await guard(async () => {
        const file = await disk.open(path, 'a', 0o600);
        try {
          await file.write(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
      });
      known = {
        ...known,
        state: lines.reduce(applyLine, state),
        lines: count,
        sizeBytes: known.sizeBytes + bytes.length,
      };
    },
  };
}

/** Reads on from what is known if the file only grew. */
async function readLog(path: string, known: Read | null): Promise<Read | 'damaged' | null> {
  if (!(await exists(path))) return null;
  const { ino, size } = await stat(path);
  const from = known !== null && known.inode === ino && known.sizeBytes <= size && !known.isTorn ? known : null;
  if (from !== null && from.sizeBytes === size) return from;
  const text = await readFrom(path, from?.sizeBytes ?? 0);
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  let state = from?.state ?? null;
  for (const line of lines) {
    const parsed = parseLine(line);
    if (parsed === null) return 'damaged';
    if ('version' in parsed) state = { seed: { kind: 'git', commit: null }, git: null, entries: new Map() };
    else if (state === null) return 'damaged';
    else state = applyLine(state, parsed);
  }
  if (state === null) return 'damaged';
  return {
    state,
    lines: (from?.lines ?? 0) + lines.length,
    isTorn: torn !== '',
    sizeBytes: size - Buffer.byteLength(torn),
    inode: ino,
  };
}

async function readFrom(path: string, offset: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, size - offset));
    await handle.read(bytes, 0, bytes.length, offset);
    return bytes.toString('utf8');
  } finally {
    await handle.close();
  }
}

function toLines({ seed, git, entries }: BaselineState): readonly (Line | { readonly version: number })[] {
  return [{ version: formatVersion }, { seed }, ...(git === null ? [] : [{ git }]), ...entries.values()];
}

function toText(line: object): string {
  return `${JSON.stringify(line)}\n`;
}

function applyLine(state: BaselineState, line: Line): BaselineState {
  if ('seed' in line) return { ...state, seed: line.seed };
  if ('git' in line) return { ...state, git: line.git };
  // One map for the whole life of a log: copying it for every line would be quadratic. Only this file holds it as mutable.
  const entries = state.entries as Map<string, BaselineEntry>;
  if ('drop' in line) entries.delete(line.drop);
  else entries.set(line.path, line);
  return { ...state };
}

function parseLine(text: string): Line | { readonly version: number } | null {
  try {
    const value = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    if (typeof value !== 'object' || value === null) return null;
    if ('version' in value) return value['version'] === formatVersion ? { version: formatVersion } : null;
    if ('seed' in value) return isSeed(value['seed']) ? { seed: value['seed'] } : null;
    if ('git' in value) return isGitMemory(value['git']) ? { git: value['git'] } : null;
    if ('drop' in value) return typeof value['drop'] === 'string' ? { drop: value['drop'] } : null;
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isSeed(value: unknown): value is Seed {
  const seed = value as { kind?: unknown; commit?: unknown } | null;
  return (
    seed?.kind === 'first-sight' || (seed?.kind === 'git' && (seed.commit === null || typeof seed.commit === 'string'))
  );
}

function isGitMemory(value: unknown): value is GitMemory {
  return (
    typeof value === 'object' &&
    value !== null &&
    'head' in value &&
    Array.isArray((value as { trusted?: unknown }).trusted)
  );
}

function isEntry(value: unknown): value is BaselineEntry {
  const entry = value as { path?: unknown; blob?: unknown };
  return (
    typeof entry.path === 'string' &&
    (entry.blob === null || (typeof entry.blob === 'string' && /^[0-9a-f]{40}$/.test(entry.blob)))
  );
}
