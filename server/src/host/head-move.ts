import { ingestVersions } from '../core/ingest.ts';
import { originOf } from '../core/channel.ts';
import type { GitMemory, Seed } from './baseline-log.ts';
import type { Snapshot } from './files.ts';
import { listRangeChanges, listTree, type GitSide } from './git-changes.ts';
import { readCommitsMadeHere } from './git-busy.ts';
import { asCheckedOut, readSide, toSides } from './git-read.ts';
import { askIfAny, type Repository } from './git-repository.ts';
import { findMergeBase, findRevision, readHead } from './git-revisions.ts';
import type { FileRead, SizeLimits } from './files.ts';

/** Both sides of one path, and what was accepted there before. */
export interface MovedPath {
  readonly path: string;
  readonly baseline: Snapshot | null;
  readonly disk: Snapshot | null;
  readonly earlier: readonly string[];
}

/** HEAD or the stash moved since the baseline last agreed with git. */
export interface HeadMove {
  /** Paths the move may have written. Others changed for another reason. */
  readonly touched: ReadonlySet<string>;
  /** Touched by commits that were made here: they are reviewed like every other edit. */
  readonly madeHere: ReadonlySet<string>;
  /**
   * Whether the move explains what is on disk and its content needs no review: then the baseline follows silently.
   * `seed`: it is what the new seed holds, so that no entry of its own is needed.
   */
  readonly explain: (moved: MovedPath) => Promise<'seed' | 'own' | null>;
  /** The stash moved: anything on disk may come from it. */
  readonly stashMoved: boolean;
  /** What to remember of git from now on. */
  readonly memory: GitMemory;
  /** Newest commit below HEAD whose whole content needs no review; null: keep the old seed. */
  readonly seed: Seed | null;
}

export interface HeadMoveQuestion {
  readonly repository: Repository;
  readonly memory: GitMemory;
  /** Whether everything a commit holds was accepted. */
  readonly isAccepted: (commit: string) => Promise<boolean>;
  /** Paths that changed on disk; what the stash touched is among them. */
  readonly changed: readonly string[];
  /** The stash moved a moment ago: git writes its files after that. */
  readonly isStashFresh: boolean;
  readonly limits: SizeLimits;
}

export async function findHeadMove({
  repository,
  memory,
  isAccepted,
  changed,
  isStashFresh,
  limits,
}: HeadMoveQuestion): Promise<HeadMove | null> {
  const head = (await readHead(repository)).commit;
  const stash = await findRevision(repository, 'refs/stash');
  const stashMoved = stash !== memory.stash || isStashFresh;
  if (head === memory.head && !stashMoved) return null;
  const old = memory.head;
  const known = old !== null && head !== old && (await isAccepted(old)) ? [old, ...memory.trusted] : memory.trusted;
  const trusted = await existing(repository, known);
  const madeHere = new Set(await pathsOf(repository, head === old ? [] : await readCommitsMadeHere(repository, old)));
  const touched =
    head === null || head === old ? new Set<string>() : new Set(await pathsBetween(repository, old, head));
  const base = head === null ? null : await findTrustedBase(repository, head, trusted);
  const sidesAt = rememberSides(repository, [...new Set([...touched, ...changed])]);
  const move: Move = {
    repository,
    limits,
    old,
    head,
    base,
    touched,
    madeHere,
    stashMoved,
    sidesAt,
  };
  return {
    touched,
    madeHere,
    explain: (moved) => explain(move, moved),
    stashMoved: move.stashMoved,
    memory: { head, stash, trusted },
    seed: base === null ? null : { kind: 'git', commit: base },
  };
}

interface Move {
  readonly repository: Repository;
  readonly limits: SizeLimits;
  readonly old: string | null;
  readonly head: string | null;
  readonly base: string | null;
  readonly touched: ReadonlySet<string>;
  readonly madeHere: ReadonlySet<string>;
  readonly stashMoved: boolean;
  readonly sidesAt: (commit: string) => Promise<ReadonlyMap<string, GitSide>>;
}

/** A checkout may touch thousands of paths: each commit is asked once for all of them. */
function rememberSides(repository: Repository, paths: readonly string[]): Move['sidesAt'] {
  const known = new Map<string, Promise<ReadonlyMap<string, GitSide>>>();
  return (commit) => {
    const asked =
      known.get(commit) ??
      listTree(repository, commit, paths).then((rows) => new Map(rows.map((row) => [row.path, row])));
    known.set(commit, asked);
    return asked;
  };
}

/**
 * A checkout, pull, rebase or stash wrote it, and the content is known from a trusted commit, was accepted here before, or
 * is what was accepted here put on top of a trusted commit.
 */
async function explain(move: Move, moved: MovedPath): Promise<'seed' | 'own' | null> {
  const { path, disk, earlier } = moved;
  const byHead = move.touched.has(path) && !move.madeHere.has(path);
  if (!byHead && !move.stashMoved) return null;
  const trusted = await readAt(move, move.base, path, disk);
  if (isSame(trusted, disk) && (byHead || isSame(await readAt(move, move.head, path, disk), disk))) return 'seed';
  if (disk !== null && earlier.includes(disk.version.blob)) return 'own';
  return byHead && (await isReplayed(move, moved, trusted)) ? 'own' : null;
}

/** Every hunk that leads from the trusted commit to the disk led from the old trusted one to the old baseline. */
async function isReplayed(move: Move, { path, baseline, disk }: MovedPath, trusted: FileRead): Promise<boolean> {
  if (move.old === null || move.base === null || trusted.kind !== 'file' || disk === null || baseline === null)
    return false;
  const fork = await findMergeBase(move.repository, move.old, move.base);
  const before = await readAt(move, fork, path, baseline);
  if (fork === null || before.kind !== 'file') return false;
  const accepted = new Set(hunksOf(path, before.snapshot, baseline));
  const now = hunksOf(path, trusted.snapshot, disk);
  return now.length > 0 && now.every((hunk) => accepted.has(hunk));
}

function hunksOf(path: string, before: Snapshot, after: Snapshot): readonly string[] {
  const changeSet = ingestVersions([toSides({ path, before, after })], originOf('git'));
  return changeSet.files.flatMap(({ hunks }) => hunks.map(({ id }) => id));
}

async function readAt(
  { repository, limits, sidesAt }: Move,
  commit: string | null,
  path: string,
  disk: Snapshot | null,
): Promise<FileRead> {
  if (commit === null) return { kind: 'absent' };
  const stored = await readSide(repository, path, (await sidesAt(commit)).get(path) ?? null, limits);
  if (stored.kind !== 'file' || disk === null) return stored;
  return { kind: 'file', snapshot: await asCheckedOut(repository, path, stored.snapshot, disk, limits) };
}

function isSame(read: FileRead, disk: Snapshot | null): boolean {
  if (read.kind !== 'file' || disk === null) return read.kind === 'absent' && disk === null;
  return read.snapshot.version.blob === disk.version.blob && read.snapshot.version.mode === disk.version.mode;
}

/**
 * The newest commit at or below HEAD that came from a remote or is trusted. "From a remote" is reachability from a
 * remote-tracking ref; an agent that forges one has this user's rights anyway, and the gate trusts nothing local.
 */
async function findTrustedBase(
  repository: Repository,
  head: string,
  trusted: readonly string[],
): Promise<string | null> {
  const answer = await askIfAny(repository, {
    arguments: ['rev-list', '--boundary', '--max-count=5000', head, '--not', '--remotes', ...trusted],
  });
  if (answer === null) return null;
  if (answer === '') return head;
  const boundary = answer.split('\n').flatMap((line) => (line.startsWith('-') ? [line.slice(1)] : []));
  if (boundary.length <= 1) return boundary[0] ?? null;
  const newest = await askIfAny(repository, { arguments: ['merge-base', '--independent', ...boundary.slice(0, 100)] });
  return newest?.split('\n')[0] ?? boundary[0] ?? null;
}

/** Commits may be gone after a rebase and a garbage collection. */
async function existing(repository: Repository, commits: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const commit of commits) if ((await findRevision(repository, commit)) !== null) found.add(commit);
  return [...found];
}

async function pathsBetween(repository: Repository, old: string | null, head: string): Promise<readonly string[]> {
  const from = old === null ? null : await findRevision(repository, old);
  return (await listRangeChanges(repository, from, head)).map(({ path }) => path);
}

async function pathsOf(repository: Repository, commits: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const commit of commits.slice(-200)) {
    const parent = await findRevision(repository, `${commit}^`);
    paths.push(...(await pathsBetween(repository, parent, commit)));
  }
  return paths;
}
