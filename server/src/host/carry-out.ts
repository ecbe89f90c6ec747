import { acceptedFile, mergeEdits, restoredFile } from '../core/review.ts';
import { ingestVersions } from '../core/ingest.ts';
import type { FileChange, HunkId } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import type { Baseline } from './baseline.ts';
import type { Disk } from './durable.ts';
import { claimingChannel, renewClaim, withClaims } from './claims.ts';
import { readSnapshot, type SizeLimits, type Snapshot } from './files.ts';
import { toSides } from './git-read.ts';
import type { Decided, Journal, JournalEntry, StoredFile } from './journal.ts';
import type { LandedEffect, LandedSet, Row } from './landed-model.ts';
import { hostProblem } from './problems.ts';
import { restoreFile, type Wanted } from './restore.ts';
import { keepFile, loadFile, pickSide, toSnapshot, type Sides } from './stored-file.ts';

export interface CarryOut {
  readonly root: string;
  readonly isGit: boolean;
  readonly baseline: Baseline;
  readonly journal: Journal;
  readonly rows: ReadonlyMap<string, Row>;
  readonly disk: Disk;
  readonly limits: SizeLimits;
}

export interface CarriedOut {
  readonly problem: Problem | null;
  /** To be compared again. */
  readonly paths: readonly string[];
}

/** What decisions do to baseline and disk. Hunks of one file go together, so that a whole side is written as exact bytes. */
export async function carryOut(given: CarryOut, set: LandedSet, effects: readonly LandedEffect[]): Promise<CarriedOut> {
  const paths = new Set<string>();
  for (const group of groupByFile(effects)) {
    const file = set.changeSet.files.find(({ hunks }) => hunks.some(({ id }) => group.hunks.has(id)));
    const { problem, touched } = await carryOutGroup(given, set.id, group, file ?? null);
    for (const path of touched) paths.add(path);
    if (problem !== null) return { problem, paths: [...paths] };
  }
  return { problem: null, paths: [...paths] };
}

interface Group {
  readonly kind: LandedEffect['kind'];
  readonly path: string;
  readonly hunks: ReadonlySet<HunkId>;
}

interface Done {
  readonly problem: Problem | null;
  readonly touched: readonly string[];
}

function groupByFile(effects: readonly LandedEffect[]): readonly Group[] {
  const groups = new Map<string, { kind: LandedEffect['kind']; path: string; hunks: Set<HunkId> }>();
  for (const { kind, path, hunk } of effects) {
    const key = `${kind} ${path}`;
    const group = groups.get(key) ?? { kind, path, hunks: new Set() };
    groups.set(key, group);
    group.hunks.add(hunk);
  }
  return [...groups.values()];
}

async function carryOutGroup(given: CarryOut, set: string, group: Group, file: FileChange | null): Promise<Done> {
  switch (group.kind) {
    case 'advanceBaseline':
      return file === null ? gone(group) : await advance(given, set, group, file);
    case 'restore':
      return file === null ? gone(group) : await restore(given, set, group, file);
    case 'rewindBaseline':
    case 'reapply':
      return await takeBack(given, set, group);
  }
}

function gone({ path }: Group): Done {
  return {
    problem: hostProblem('changedMeanwhile', worded`"${path}" changed again after it was reviewed.`, path),
    touched: [path],
  };
}

async function advance(given: CarryOut, set: string, { hunks }: Group, file: FileChange): Promise<Done> {
  const sides = sidesOf(given, file);
  await remember(given, set, file, hunks, 'baseline', sides);
  const applied = acceptedFile(file, hunks);
  const writes = new Map([[file.path, pickSide(applied, sides, sides.before ?? sides.after, given.limits)]]);
  if (file.previousPath !== undefined && applied.whole !== 'before') writes.set(file.previousPath, null);
  await given.baseline.write(writes);
  return { problem: null, touched: pathsOf(file) };
}

async function restore(given: CarryOut, set: string, { hunks }: Group, file: FileChange): Promise<Done> {
  const sides = sidesOf(given, file);
  await remember(given, set, file, hunks, 'disk', sides);
  const applied = restoredFile(file, hunks);
  const touched = pathsOf(file);
  const expected = sides.after?.version.blob ?? null;
  if (file.previousPath !== undefined && applied.whole === 'before') {
    // The earlier name first: a crash between leaves both files, never none.
    const earlier = await put(given, file.previousPath, sides.before, null);
    return { problem: earlier ?? (await put(given, file.path, null, expected)), touched };
  }
  const wanted = pickSide(applied, sides, sides.after ?? sides.before, given.limits);
  return { problem: await put(given, file.path, wanted, expected), touched };
}

function sidesOf({ rows }: CarryOut, { path, previousPath }: FileChange): Sides {
  return { before: rows.get(previousPath ?? path)?.before ?? null, after: rows.get(path)?.after ?? null };
}

function pathsOf({ path, previousPath }: FileChange): readonly string[] {
  return previousPath === undefined ? [path] : [previousPath, path];
}

async function put(
  given: CarryOut,
  path: string,
  wanted: Snapshot | null,
  expected: string | null,
): Promise<Problem | null> {
  const target = toWanted(wanted);
  if (target === null)
    return hostProblem('preImageLost', worded`"${path}" is too large for its earlier bytes to have been kept.`, path);
  const { root, disk, limits, isGit, journal, baseline } = given;
  const problem = await restoreFile(
    { root, path, wanted: target, expected, emptyFolders: isGit ? 'remove' : 'keep', limits },
    disk,
  );
  if (problem === null) await renewClaim(journal, baseline.objects, path, wanted);
  return problem;
}

function toWanted(snapshot: Snapshot | null): Wanted | null {
  if (snapshot === null) return { kind: 'absent' };
  const { bytes, permissions, version } = snapshot;
  return bytes === null ? null : { kind: 'file', bytes, permissions, mode: version.mode ?? '100644' };
}

/** Both sides are kept before anything is done, so that it can be taken back. */
async function remember(
  given: CarryOut,
  set: string,
  file: FileChange,
  hunks: ReadonlySet<HunkId>,
  where: Decided['where'],
  sides: Sides,
): Promise<void> {
  const entry = given.journal.entries().find(({ id }) => id === set);
  if (entry === undefined) return;
  const { objects } = given.baseline;
  const [from, to] = await Promise.all([keepFile(objects, sides.before), keepFile(objects, sides.after)]);
  const previous = file.previousPath === undefined ? {} : { previousPath: file.previousPath };
  const rows = [...hunks].map((hunk): Decided => ({ hunk, path: file.path, ...previous, where, from, to }));
  const others = entry.decided.filter(({ hunk }) => !hunks.has(hunk));
  await given.journal.save({ ...entry, decided: [...others, ...rows].slice(-maxDecided) });
}

const maxDecided = 500;

async function takeBack(given: CarryOut, set: string, { kind, hunks, path }: Group): Promise<Done> {
  const entry = given.journal.entries().find(({ id }) => id === set);
  const touched = new Set<string>();
  for (const hunk of hunks) {
    const decided = entry?.decided.findLast(
      (row) => row.hunk === hunk && row.where === (kind === 'reapply' ? 'disk' : 'baseline'),
    );
    if (entry === undefined || decided === undefined || isOthers(given, entry, decided))
      return { problem: notTakenBack(path), touched: [...touched] };
    const paths = [...new Set([decided.path, decided.previousPath ?? decided.path])];
    const accepted = new Map<string, StoredFile | null>();
    for (const each of paths) accepted.set(each, await acceptedNow(given, each));
    const problem = await takeBackOne(given, decided);
    for (const each of paths) touched.add(each);
    if (problem !== null) return { problem, touched: [...touched] };
    await ownPaths(given, entry, paths, decided.where === 'baseline' ? accepted : null);
  }
  return { problem: null, touched: [...touched] };
}

function notTakenBack(path: string): Problem {
  return hostProblem('notTakenBack', worded`The decision on "${path}" cannot be taken back exactly.`, path);
}

/** A set that says whose work it is takes no path back that others have edited since. */
function isOthers({ journal }: CarryOut, entry: JournalEntry, { path, previousPath = path }: Decided): boolean {
  if (claimingChannel(entry) === null) return false;
  return journal
    .entries()
    .some(({ id, paths }) => id !== entry.id && (paths.includes(path) || paths.includes(previousPath)));
}

async function acceptedNow({ baseline }: CarryOut, path: string): Promise<StoredFile | null> {
  const read = await baseline.read(path, null);
  return read.kind === 'file' ? await keepFile(baseline.objects, read.snapshot) : null;
}

/**
 * The hunk is undecided again, in the set it was decided in. `accepted`: what was accepted before, which the disk still is; null:
 * the disk was written just now.
 */
async function ownPaths(
  { journal, baseline, root, limits }: CarryOut,
  entry: JournalEntry,
  paths: readonly string[],
  accepted: ReadonlyMap<string, StoredFile | null> | null,
): Promise<void> {
  const now = journal.entries().find(({ id }) => id === entry.id);
  const back = paths.filter((path) => now?.paths.includes(path) === false);
  if (now === undefined || back.length === 0) return;
  const claims = new Map<string, StoredFile | null>();
  for (const path of back) {
    const disk = accepted === null ? await readSnapshot(root, path, limits) : null;
    const written = disk?.kind === 'file' ? await keepFile(baseline.objects, disk.snapshot) : null;
    claims.set(path, accepted === null ? written : (accepted.get(path) ?? null));
  }
  await journal.save(withClaims({ ...now, paths: [...now.paths, ...back] }, claims));
}

async function takeBackOne(given: CarryOut, decided: Decided): Promise<Problem | null> {
  const { baseline, limits } = given;
  const before = await loadFile(baseline.objects, decided.from, limits);
  const after = await loadFile(baseline.objects, decided.to, limits);
  if (before === 'lost' || after === 'lost') return notTakenBack(decided.path);
  const { path, previousPath = path, hunk, where } = decided;
  const [file] = ingestVersions(
    [{ ...toSides({ path, before, after }), ...(previousPath === path ? {} : { previousPath }) }],
    anyOrigin,
  ).files;
  if (file === undefined) return notTakenBack(path);
  const others = new Set(file.hunks.map(({ id }) => id).filter((id) => id !== hunk));
  return where === 'baseline'
    ? await rewind(given, file, { before, after }, hunk)
    : await reapply(given, file, { before, after }, others);
}

const anyOrigin = { kind: 'unknown', channel: 'disk', held: false, claimedBy: 'countersign' } as const;

/** The baseline without the hunk, whatever else was accepted since. */
async function rewind(given: CarryOut, file: FileChange, sides: Sides, hunk: HunkId): Promise<Problem | null> {
  const read = await given.baseline.read(file.path, null);
  const current = read.kind === 'file' ? read.snapshot : null;
  if (file.hunks.length === 1) {
    if (current?.version.blob !== sides.after?.version.blob) return notTakenBack(file.path);
    const writes = new Map([[file.path, file.previousPath === undefined ? sides.before : null]]);
    if (file.previousPath !== undefined) writes.set(file.previousPath, sides.before);
    await given.baseline.write(writes);
    return null;
  }
  const withIt = acceptedFile(file, new Set([hunk])).text;
  const merged =
    current === null || withIt === null ? null : mergeEdits(withIt, file.before?.text ?? '', current.version.text);
  if (merged === null || current === null) return notTakenBack(file.path);
  await given.baseline.write(new Map([[file.path, toSnapshot(merged, current, given.limits)]]));
  return null;
}

/** The disk with the hunk again, whatever was written since. */
async function reapply(
  given: CarryOut,
  file: FileChange,
  { before, after }: Sides,
  others: ReadonlySet<HunkId>,
): Promise<Problem | null> {
  const read = await readSnapshot(given.root, file.path, given.limits);
  if (read.kind === 'unreadable') return read.problem;
  const current = read.kind === 'file' ? read.snapshot : null;
  const expected = current?.version.blob ?? null;
  if (others.size === 0) {
    const restored = file.previousPath === undefined ? before : null;
    if (expected !== (restored?.version.blob ?? null)) return notTakenBack(file.path);
    const problem = await put(given, file.path, after, expected);
    if (problem !== null || file.previousPath === undefined) return problem;
    return await put(given, file.previousPath, null, before?.version.blob ?? null);
  }
  const without = acceptedFile(file, others).text;
  const merged =
    current === null || without === null ? null : mergeEdits(without, file.after?.text ?? '', current.version.text);
  if (merged === null || current === null) return notTakenBack(file.path);
  return await put(given, file.path, toSnapshot(merged, current, given.limits), expected);
}
