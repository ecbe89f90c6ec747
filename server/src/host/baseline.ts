import { join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { openBaselineLog, type BaselineEntry, type BaselineState, type GitMemory, type Seed } from './baseline-log.ts';
import type { Disk } from './durable.ts';
import { snapshotOfBytes, type FileRead, type SizeLimits, type Snapshot } from './files.ts';
import { listTree, type GitSide } from './git-changes.ts';
import { asCheckedOut, readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { readHead, readRefs } from './git-revisions.ts';
import { openObjectStore, type ObjectStore } from './object-store.ts';
import { hostProblem } from './problems.ts';

/** The last accepted content of every path of one work tree. All writes are on disk when they resolve. */
export interface Baseline {
  readonly state: () => BaselineState;
  readonly objects: ObjectStore;
  /**
   * `disk`: what is there now, so that stored files can be compared as a checkout would have written them. A pre-image
   * that is lost comes from git again, with a problem; without git it is `unreadable`.
   */
  readonly read: (path: string, disk: Snapshot | null) => Promise<FileRead>;
  /** Makes reading many paths without an entry cheap: git is asked once. */
  readonly prepare: (paths: readonly string[]) => Promise<void>;
  /** Null: there is no file. */
  readonly write: (versions: ReadonlyMap<string, Snapshot | null>) => Promise<void>;
  /** The same for the first sight of a folder without git, where there may be thousands. */
  readonly writeFirstSight: (versions: ReadonlyMap<string, Snapshot | null>) => Promise<void>;
  readonly moveSeed: (seed: Seed, git: GitMemory | null) => Promise<void>;
  /** The seed's commit is gone from git: what has no entry is compared with HEAD from now on, and that is a problem. */
  readonly beginAgain: (lost: string) => Promise<void>;
  /** Takes over what other processes have written. Answers problems found on the way. */
  readonly reload: () => Promise<readonly Problem[]>;
  /** Since the last call. */
  readonly takeProblems: () => readonly Problem[];
}

export interface BaselinePlace {
  readonly folder: string;
  readonly repository: Repository | null;
  readonly disk: Disk;
  readonly now: () => number;
  readonly limits: SizeLimits;
}

const maxEarlier = 8;
const maxTrusted = 64;

export async function openBaseline(place: BaselinePlace): Promise<Baseline> {
  const { repository, disk, now, limits } = place;
  const log = openBaselineLog(join(place.folder, 'baseline.jsonl'), disk, now);
  const objects = openObjectStore(join(place.folder, 'objects'), disk, now);
  const problems: Problem[] = [];
  let prepared = new Map<string, GitSide | null>();
  let state: BaselineState | null = null;

  const reload = async (): Promise<readonly Problem[]> => {
    const loaded = await log.load();
    if (loaded.damaged !== null) problems.push(damagedProblem(repository, loaded.damaged));
    state = loaded.state;
    if (state === null) {
      state = await firstState(repository);
      await log.begin(state);
    }
    return problems;
  };
  const current = (): BaselineState => {
    if (state === null) throw new Error('the baseline was not loaded');
    return state;
  };
  const append = async (lines: Parameters<typeof log.append>[0]): Promise<void> => {
    await log.append(lines);
    state = (await log.load()).state ?? state;
  };
  const sideOf = async (path: string): Promise<GitSide | null> => {
    const { seed } = current();
    if (repository === null || seed.kind !== 'git' || seed.commit === null) return null;
    const known = prepared.get(path);
    if (known !== undefined) return known;
    const [row] = await listTree(repository, seed.commit, [path]);
    return row === undefined || row.path !== path ? null : row;
  };
  const readSeed = async (path: string, onDisk: Snapshot | null): Promise<FileRead> => {
    const side = await sideOf(path);
    if (repository === null || side === null) return { kind: 'absent' };
    const stored = await readSide(repository, path, side, limits);
    if (stored.kind !== 'file' || onDisk === null) return stored;
    return { kind: 'file', snapshot: await asCheckedOut(repository, path, stored.snapshot, onDisk, limits) };
  };
  const readEntry = async (entry: BaselineEntry, onDisk: Snapshot | null): Promise<FileRead> => {
    if (entry.blob === null) return { kind: 'absent' };
    const bytes = (await objects.get(entry.blob)) ?? (await fromGit(repository, entry.blob, limits));
    if (bytes !== null) {
      const snapshot = snapshotOfBytes(bytes, entry.mode, limits);
      return { kind: 'file', snapshot: { ...snapshot, permissions: entry.permissions ?? null } };
    }
    if (repository === null)
      return {
        kind: 'unreadable',
        problem: hostProblem('preImageLost', worded`What "${entry.path}" held before is lost.`, entry.path),
      };
    problems.push(
      hostProblem('baselineCorrupt', worded`What was accepted last for "${entry.path}" is damaged.`, entry.path),
    );
    await append([{ drop: entry.path }]);
    return await readSeed(entry.path, onDisk);
  };

  await reload();
  return {
    state: current,
    objects,
    reload,
    takeProblems: () => problems.splice(0),
    prepare: async (paths) => {
      const { seed, entries } = current();
      if (repository === null || seed.kind !== 'git' || seed.commit === null) return;
      prepared = await readSides(
        repository,
        seed.commit,
        paths.filter((path) => !entries.has(path)),
      );
    },
    read: async (path, onDisk) => {
      const entry = current().entries.get(path);
      return entry === undefined ? await readSeed(path, onDisk) : await readEntry(entry, onDisk);
    },
    write: async (versions) => {
      for (const version of versions.values()) if (isStored(version)) await objects.put(version.bytes);
      await append([...versions].map(([path, version]) => toEntry(path, version, current().entries.get(path))));
    },
    writeFirstSight: async (versions) => {
      for (const version of versions.values()) if (isStored(version)) await objects.putUnsynced(version.bytes);
      await append([...versions].map(([path, version]) => toEntry(path, version, undefined)));
    },
    beginAgain: async (lost) => {
      const { seed, git } = await firstState(repository);
      const message = `Commit ${lost.slice(0, 10)}, which edits were compared with, is gone from git.`;
      problems.push(hostProblem('baselineCorrupt', message));
      prepared = new Map();
      await append([{ seed }, ...(git === null ? [] : [{ git }])]);
    },
    moveSeed: async (seed, git) => {
      prepared = new Map();
      await append([
        { seed },
        ...(git === null ? [] : [{ git: { ...git, trusted: git.trusted.slice(0, maxTrusted) } }]),
      ]);
    },
  };
}

async function readSides(
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, GitSide | null>> {
  const sides = new Map<string, GitSide | null>(paths.map((path) => [path, null]));
  // A path that is a folder at the commit lists what is below it: only exact names count.
  for (const row of await listTree(repository, commit, paths)) if (sides.has(row.path)) sides.set(row.path, row);
  return sides;
}

/** Bytes go first, the entry that names them second: a crash between leaves an object that the collector finds. */
function isStored(version: Snapshot | null): version is Snapshot & { readonly bytes: Uint8Array } {
  return version !== null && version.bytes !== null && version.version.mode !== '160000';
}

function toEntry(path: string, version: Snapshot | null, known: BaselineEntry | undefined): BaselineEntry {
  const blob = version?.version.blob ?? null;
  const earlier = [...new Set([blob, known?.blob ?? null, ...(known?.earlier ?? [])])]
    .filter((id) => id !== null)
    .slice(0, maxEarlier);
  const mode = version?.version.mode;
  return {
    path,
    blob,
    ...(mode === undefined ? {} : { mode }),
    ...(version === null || version.permissions === null ? {} : { permissions: version.permissions }),
    ...(earlier.length === 0 ? {} : { earlier }),
  };
}

/** Content that was committed since is in git too. */
async function fromGit(
  repository: Repository | null,
  blob: string,
  { readBytes }: SizeLimits,
): Promise<Uint8Array | null> {
  if (repository === null || repository.objectFormat !== 'sha1') return null;
  const read = await repository.blobs.read(blob, readBytes);
  return read.kind === 'blob' ? read.bytes : null;
}

/** What is at HEAD when we first look was there before us, and so are the branches: only what comes later is reviewed. */
async function firstState(repository: Repository | null): Promise<BaselineState> {
  if (repository === null) return { seed: { kind: 'first-sight', isComplete: false }, git: null, entries: new Map() };
  const head = await readHead(repository);
  const branches = await readRefs(repository, ['refs/heads', 'refs/stash']);
  const trusted = [
    head.commit,
    ...branches.filter(({ name }) => name !== 'refs/stash').map(({ commit }) => commit),
  ].filter((commit) => commit !== null);
  const stash = branches.find(({ name }) => name === 'refs/stash')?.commit ?? null;
  const git = { head: head.commit, stash, trusted: [...new Set(trusted)].slice(0, maxTrusted) };
  return { seed: { kind: 'git', commit: head.commit }, git, entries: new Map() };
}

function damagedProblem(repository: Repository | null, kept: string): Problem {
  return repository === null
    ? hostProblem('baselineLost', worded`The store of accepted content was damaged; it is kept as "${kept}".`, kept)
    : hostProblem('baselineCorrupt', worded`The store of accepted content was damaged; it is kept as "${kept}".`, kept);
}
