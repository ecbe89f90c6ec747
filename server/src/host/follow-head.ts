import type { Baseline } from './baseline.ts';
import { readSnapshot, type FileRead, type SizeLimits, type Snapshot } from './files.ts';
import { listRangeChanges, listWorktreeChanges } from './git-changes.ts';
import { readSide } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { findRevision } from './git-revisions.ts';
import { findHeadMove, type HeadMove } from './head-move.ts';

/**
 * Takes note of where HEAD and the stash went since last time. What a checkout, pull, rebase or stash brought and needs no
 * review joins the baseline; what was committed here keeps the baseline it has. Answers the paths to be compared again.
 */
export async function followHead(
  repository: Repository,
  root: string,
  baseline: Baseline,
  changed: readonly string[],
  isStashFresh: boolean,
  limits: SizeLimits,
): Promise<readonly string[]> {
  const { git, seed } = baseline.state();
  if (git === null || seed.kind !== 'git') return [];
  const isAccepted = (commit: string): Promise<boolean> => isAllAccepted(repository, baseline, commit, limits);
  const move = await findHeadMove({ repository, memory: git, isAccepted, changed, isStashFresh, limits });
  return move === null ? [] : await follow(repository, root, baseline, move, changed, limits);
}

/** Git forgets commits that a rebase or an amend left behind. Answers the paths whose baseline is our own. */
export async function mendSeed(repository: Repository, baseline: Baseline): Promise<readonly string[]> {
  const commit = seedCommit(baseline);
  if (commit === null || (await findRevision(repository, commit)) !== null) return [];
  await baseline.beginAgain(commit);
  return [...baseline.state().entries.keys()];
}

async function follow(
  repository: Repository,
  root: string,
  baseline: Baseline,
  move: HeadMove,
  changed: readonly string[],
  limits: SizeLimits,
): Promise<readonly string[]> {
  const old = seedCommit(baseline);
  await pin(baseline, move.madeHere);
  const candidates = await chooseCandidates(repository, baseline, move, changed);
  await takeOver(root, baseline, move, candidates, limits);
  const next = move.seed ?? baseline.state().seed;
  await baseline.moveSeed(next, move.memory);
  const now = seedCommit(baseline);
  // Paths that are exactly as the new seed has them are not worth a second look.
  if (now === null || now === old || now === move.memory.head) return candidates;
  return [...candidates, ...(await listRangeChanges(repository, old, now)).map(({ path }) => path)];
}

function seedCommit(baseline: Baseline): string | null {
  const { seed } = baseline.state();
  return seed.kind === 'git' ? seed.commit : null;
}

/** An agent can commit: what was committed here is compared with what was accepted, whatever the seed becomes. */
async function pin(baseline: Baseline, paths: ReadonlySet<string>): Promise<void> {
  const { entries } = baseline.state();
  const fresh = [...paths].filter((path) => !entries.has(path));
  await baseline.prepare(fresh);
  const versions = new Map<string, Snapshot | null>();
  for (const path of fresh) {
    const read = await baseline.read(path, null);
    if (read.kind !== 'unreadable') versions.set(path, snapshotOf(read));
  }
  if (versions.size > 0) await baseline.write(versions);
}

/** After a checkout of a trusted commit only what differs from it, or has a baseline of its own, needs a look. */
async function chooseCandidates(
  repository: Repository,
  baseline: Baseline,
  move: HeadMove,
  changed: readonly string[],
): Promise<readonly string[]> {
  const { entries } = baseline.state();
  const all = new Set([...move.touched, ...changed, ...(move.stashMoved ? entries.keys() : [])]);
  const { head } = move.memory;
  if (head === null || move.seed?.kind !== 'git' || move.seed.commit !== head) return [...all];
  const dirty = new Set((await listWorktreeChanges(repository, head)).map(({ path }) => path));
  return [...all].filter((path) => dirty.has(path) || entries.has(path) || move.madeHere.has(path));
}

async function takeOver(
  root: string,
  baseline: Baseline,
  move: HeadMove,
  paths: readonly string[],
  limits: SizeLimits,
): Promise<void> {
  const writes = new Map<string, Snapshot | null>();
  await baseline.prepare(paths);
  for (const path of paths) {
    const disk = await readSnapshot(root, path, limits);
    if (disk.kind === 'unreadable') continue;
    const after = snapshotOf(disk);
    const read = await baseline.read(path, after);
    if (read.kind === 'unreadable') continue;
    const entry = baseline.state().entries.get(path);
    const explained = await move.explain({
      path,
      baseline: snapshotOf(read),
      disk: after,
      earlier: entry?.earlier ?? [],
    });
    if (explained === 'own' || (explained === 'seed' && entry !== undefined)) writes.set(path, after);
  }
  if (writes.size > 0) await baseline.write(writes);
}

function snapshotOf(read: FileRead): Snapshot | null {
  return read.kind === 'file' ? read.snapshot : null;
}

async function isAllAccepted(
  repository: Repository,
  baseline: Baseline,
  commit: string,
  limits: SizeLimits,
): Promise<boolean> {
  const { seed } = baseline.state();
  const changes = await listRangeChanges(repository, seed.kind === 'git' ? seed.commit : null, commit);
  for (const { path, after } of changes) {
    const at = await readSide(repository, path, after === 'disk' ? null : after, limits);
    const read = await baseline.read(path, null);
    if (idOf(at) !== idOf(read)) return false;
  }
  return true;
}

function idOf(read: FileRead): string {
  return read.kind === 'file' ? read.snapshot.version.blob : read.kind;
}
