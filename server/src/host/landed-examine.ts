import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { mergeAdjacentEdits } from '../core/review.ts';
import type { Baseline } from './baseline.ts';
import { idOf, type CallEvidence } from './call-evidence.ts';
import { isAsClaimed, type Claim, type ClaimChanges } from './claims.ts';
import { foldPersonEdits, type EditorEvidence, type Segment } from './editor-evidence.ts';
import { encodeText } from './encoding.ts';
import { readSnapshot, snapshotOfBytes, type SizeLimits, type Snapshot } from './files.ts';
import { listTree } from './git-changes.ts';
import type { Repository } from './git-repository.ts';
import type { StoredFile } from './journal.ts';
import { authorKey, inCommon, type Author } from './author.ts';
import type { Expected, FileEdit, Row } from './landed-model.ts';
import { isOwnNoise, type LeftOutRules } from './left-out.ts';
import type { LeftOutReason } from './left-out-places.ts';
import { listFiles } from './list-files.ts';
import { keepFile, loadFile, toSnapshot, toStored } from './stored-file.ts';
import { changedAtMs, type ToolWindows } from './tool-windows.ts';

export interface Examination {
  readonly root: string;
  readonly repository: Repository | null;
  readonly baseline: Baseline;
  readonly evidence: EditorEvidence;
  readonly rules: LeftOutRules;
  readonly expected: ReadonlyMap<string, readonly Expected[]>;
  readonly toolCalls: ToolWindows;
  readonly calls: CallEvidence;
  readonly limits: SizeLimits;
  readonly isUndecided: (path: string) => boolean;
  readonly claims: ReadonlyMap<string, Claim>;
  /** Whether a save that the editor has not announced yet may still be waited for. */
  readonly mayDefer: (path: string) => boolean;
  readonly report: (done: number, total: number, path: string) => void;
}

export interface Examined {
  /** Null: nothing differs any more. */
  readonly rows: ReadonlyMap<string, Row | null>;
  readonly leftOut: ReadonlyMap<string, LeftOutReason>;
  /** By path; null: it can be read again. */
  readonly problems: ReadonlyMap<string, Problem | null>;
  readonly deferred: readonly string[];
  /** By path, what was expected of it and is there now. */
  readonly arrived: ReadonlyMap<string, readonly Expected[]>;
  /** Paths whose undecided hunks a person has just edited. */
  readonly amended: readonly string[];
  readonly claims: ClaimChanges['claims'];
  readonly ended: ClaimChanges['ended'];
}

/** Compares paths with the baseline and moves it where nothing needs review. All of that is on disk when it resolves. */
export async function examinePaths(given: Examination, asked: readonly string[]): Promise<Examined> {
  const problems = new Map<string, Problem | null>();
  const { paths, arrivedIn } = await expandFolders(given, asked, problems);
  // What is under review stays there, whatever is said of its place now.
  const leftOut = new Map(await given.rules.sort(paths.filter((path) => !given.isUndecided(path))));
  const listed = paths.filter((path) => !leftOut.has(path));
  const outcome: Outcome = {
    rows: new Map(),
    leftOut,
    problems,
    deferred: [],
    arrived: new Map(),
    amended: [],
    claims: new Map(),
    ended: new Set(),
    writes: new Map(),
    arrivedIn,
  };
  await given.baseline.prepare(listed);
  for (const [at, path] of listed.entries()) {
    if (at % 25 === 0) given.report(at, listed.length, path);
    await examineOne(given, path, outcome);
    await flushWrites(given, outcome, 200);
  }
  await flushWrites(given, outcome, 0);
  return outcome;
}

interface Outcome extends Examined {
  readonly rows: Map<string, Row | null>;
  readonly leftOut: Map<string, LeftOutReason>;
  readonly problems: Map<string, Problem | null>;
  readonly deferred: string[];
  readonly arrived: Map<string, readonly Expected[]>;
  readonly amended: string[];
  readonly claims: Map<string, StoredFile | null>;
  readonly ended: Set<string>;
  /** By path, the folder that it came with: a folder that is moved leaves the inodes of its files as they were. */
  readonly arrivedIn: ReadonlyMap<string, string>;
  /** Baseline entries to be made: silent advances, and the pre-images of what is shown. */
  readonly writes: Map<string, Snapshot | null>;
}

async function flushWrites({ baseline }: Examination, { writes }: Outcome, above: number): Promise<void> {
  if (writes.size <= above) return;
  await baseline.write(writes);
  writes.clear();
}

async function examineOne(given: Examination, path: string, outcome: Outcome): Promise<void> {
  const { root, baseline, limits, evidence } = given;
  const disk = await readSnapshot(root, path, limits);
  if (disk.kind === 'unreadable') return void outcome.problems.set(path, disk.problem);
  const after = disk.kind === 'file' ? disk.snapshot : null;
  const read = await baseline.read(path, after);
  if (read.kind === 'unreadable') {
    outcome.problems.set(path, read.problem);
    outcome.writes.set(path, after); // the lost content cannot come back: from here on changes are seen again
    return void outcome.rows.set(path, null);
  }
  outcome.problems.set(path, null);
  const base = read.kind === 'file' ? read.snapshot : null;
  const arrived = arrivedAt(given, path, after, outcome);
  const before = arrived
    .filter(({ isAccepted }) => isAccepted)
    .reduce((known, accepted) => withAccepted(given, path, known, accepted, outcome), base);
  if (isSame(before, after)) return void outcome.rows.set(path, null);
  if (after !== null && after.bytes === null && before === null) return void outcome.leftOut.set(path, 'too-large');
  const save = after === null || after.notJudged !== null ? null : evidence.takeSave(path, after.version.text);
  if (save === null && after !== null && evidence.expectsSave(path, after.version.text) && given.mayDefer(path)) {
    return void outcome.deferred.push(path);
  }
  const claim = given.claims.get(path);
  const author =
    save === null
      ? (arrived.at(-1)?.author ?? (await authorOf(given, { path, before, after }, claim, outcome.arrivedIn.get(path))))
      : null;
  if (author !== null) return landAnnounced(given, outcome, { path, before, after, author });
  if (claim?.channel === 'my-changes') return await landMine(given, outcome, { path, before, after }, claim, save);
  const isClaimed = claim !== undefined && isAsClaimed(claim.file, after);
  return landAs(given, outcome, { path, before, after, channel: isClaimed ? claim.channel : 'disk' }, save);
}

/** What agents were about to write, one after the other, if that is what the file has become. Empty: it is something else. */
function arrivedAt(
  { expected }: Examination,
  path: string,
  disk: Snapshot | null,
  outcome: Outcome,
): readonly Expected[] {
  const foreseen = expected.get(path) ?? [];
  const arrived = foreseen.slice(0, foreseen.findLastIndex(({ after }) => isSame(after, disk)) + 1);
  if (arrived.length > 0) outcome.arrived.set(path, arrived);
  return arrived;
}

/**
 * Whose calls hooks saw making the file what it is, else whose tool call ran when it came to be that. What is as its author left it
 * has one.
 */
async function authorOf(
  { root, toolCalls, calls, isUndecided }: Examination,
  { path, before, after }: Omit<Row, 'channel'>,
  claim: Claim | undefined,
  arrivedIn: string | undefined,
): Promise<Author | null> {
  if (claim !== undefined && isAsClaimed(claim.file, after)) return null;
  const claimed = claim?.channel === 'announced' ? [claim.file] : [];
  const seen = await calls.authorOf(path, [idOf(before), ...claimed], after);
  if (seen !== null) return seen;
  const isMoved = arrivedIn !== undefined && before === null && !isUndecided(path);
  const times = [path, ...(isMoved ? [arrivedIn] : [])].map((each) => changedAtMs(join(root, each)));
  const atMs = (await Promise.all(times)).filter((each) => each !== null);
  return atMs.length === 0 ? null : toolCalls.authorAt(Math.max(...atMs));
}

/** The baseline with what was accepted. Other edits of the file are undecided: only that joins it. */
function withAccepted(
  { limits }: Examination,
  path: string,
  base: Snapshot | null,
  accepted: FileEdit,
  outcome: Outcome,
): Snapshot | null {
  const next = isSame(accepted.before, base) ? accepted.after : joinAccepted(accepted, base, limits);
  if (next === undefined) return base;
  outcome.writes.set(path, next);
  return next;
}

/** Undefined: the two cannot be told apart. */
function joinAccepted({ before, after }: FileEdit, base: Snapshot | null, limits: SizeLimits): Snapshot | undefined {
  if (before?.encoding == null || after?.encoding == null || base?.encoding == null) return undefined;
  const merged = mergeAdjacentEdits(before.version.text, after.version.text, base.version.text);
  return merged === null ? undefined : toSnapshot(merged, base, limits);
}

/**
 * It goes on in the set of its author; what another one has of the file ends. Of a file that was written at two prompts, or by two
 * sessions, only that is claimed which is true of both.
 */
function landAnnounced(
  given: Examination,
  outcome: Outcome,
  row: Omit<Row, 'channel'> & { readonly author: Author },
): void {
  const { path, after } = row;
  const claim = given.claims.get(path);
  const isTheirs = claim?.channel === 'announced' && claim.author.session === row.author.session;
  const author = claim?.channel === 'announced' ? inCommon(row.author, claim.author) : row.author;
  if (claim !== undefined && (!isTheirs || authorKey(author) !== authorKey(claim.author))) outcome.ended.add(path);
  outcome.claims.set(path, after === null ? null : toStored(after));
  land(given, outcome, { ...row, author, channel: 'announced' });
}

/** `row.channel`: where it comes from when no save explains it. */
function landAs(given: Examination, outcome: Outcome, row: Row, save: readonly Segment[] | null): void {
  const { path, after } = row;
  if (save !== null && after !== null) {
    outcome.claims.set(path, toStored(after));
    return landSaved(given, outcome, { ...row, after, channel: 'editor' }, save);
  }
  if (row.channel === 'disk' && given.claims.has(path)) outcome.ended.add(path);
  return land(given, outcome, row);
}

/**
 * A person's own work that they put up. Their saves go on with it. What anybody else writes ends that: the person's part is
 * accepted as it was before they asked, and the rest is looked at as an edit of its own.
 */
async function landMine(
  given: Examination,
  outcome: Outcome,
  row: Omit<Row, 'channel'>,
  { file }: Claim,
  save: readonly Segment[] | null,
): Promise<void> {
  const { path, after } = row;
  const { baseline, limits } = given;
  const isOwn = save !== null && isOfPerson(save);
  if (isOwn) outcome.claims.set(path, await keepFile(baseline.objects, after));
  if (isOwn || isAsClaimed(file, after)) return land(given, outcome, { ...row, channel: 'my-changes' });
  const own = await loadFile(baseline.objects, file, limits);
  if (own !== 'lost') outcome.writes.set(path, own);
  outcome.ended.add(path);
  landAs(given, outcome, { ...row, before: own === 'lost' ? row.before : own, channel: 'disk' }, save);
}

function isOfPerson(save: readonly Segment[]): boolean {
  return save.every(({ by }) => by === 'person');
}

/** A save: what a person typed joins the baseline, what is left is undecided. */
function landSaved(
  given: Examination,
  outcome: Outcome,
  row: Row & { readonly after: Snapshot },
  save: readonly Segment[],
): void {
  const { path, before, after } = row;
  const isPersonOnly = isOfPerson(save);
  if (isPersonOnly && !given.isUndecided(path)) {
    outcome.writes.set(path, after);
    return void outcome.rows.set(path, null);
  }
  const folded = before === null ? null : foldInto(before, save, given.limits);
  if (isPersonOnly) outcome.amended.push(path);
  if (folded === null || folded.version.blob === before?.version.blob) return land(given, outcome, row);
  outcome.writes.set(path, folded);
  if (isSame(folded, after)) return void outcome.rows.set(path, null);
  outcome.rows.set(path, { ...row, before: folded });
}

function foldInto(before: Snapshot, save: readonly Segment[], limits: SizeLimits): Snapshot | null {
  if (before.encoding === null || before.notJudged !== null) return null;
  const text = foldPersonEdits(before.version.text, save);
  const { permissions } = before;
  return { ...snapshotOfBytes(encodeText(text, before.encoding), before.version.mode, limits), permissions };
}

/** Undecided. Its pre-image is kept with us from now on: git may forget the commit it came from. */
function land({ baseline }: Examination, outcome: Outcome, row: Row): void {
  outcome.rows.set(row.path, row);
  if (!baseline.state().entries.has(row.path)) outcome.writes.set(row.path, row.before);
}

/** A file system without executable bits says nothing about modes: one side without a mode is not a change of it. */
export function isSame(before: Snapshot | null, after: Snapshot | null): boolean {
  if (before === null || after === null) return before === after;
  const [one, other] = [before.version, after.version];
  return one.blob === other.blob && (one.mode ?? other.mode) === (other.mode ?? one.mode);
}

/** A folder that appeared, or went away with what was in it, stands for its files. */
async function expandFolders(
  given: Examination,
  asked: readonly string[],
  problems: Map<string, Problem | null>,
): Promise<{ readonly paths: readonly string[]; readonly arrivedIn: ReadonlyMap<string, string> }> {
  const paths = new Set<string>();
  const arrivedIn = new Map<string, string>();
  const absent: string[] = [];
  for (const path of asked) {
    if (isOwnNoise(path)) continue;
    const kind = await kindOf(join(given.root, path));
    if (kind !== 'folder') paths.add(path);
    if (kind === 'absent') absent.push(path);
    if (kind !== 'folder' || given.rules.byPlace(`${path}/`) !== null) continue;
    const { paths: below, problems: met } = await listFiles(join(given.root, path), {
      skip: (inner) => given.rules.byPlace(`${path}/${inner}`) !== null,
    });
    problems.set(path, met[0] === undefined ? null : { ...met[0], path });
    for (const inner of below) {
      paths.add(`${path}/${inner}`);
      arrivedIn.set(`${path}/${inner}`, path);
    }
  }
  for (const path of await knownBelow(given, absent)) paths.add(path);
  return { paths: [...paths].sort(), arrivedIn };
}

async function kindOf(absolute: string): Promise<'folder' | 'file' | 'absent'> {
  try {
    return (await lstat(absolute)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'absent';
  }
}

async function knownBelow(
  { baseline, repository }: Examination,
  folders: readonly string[],
): Promise<readonly string[]> {
  if (folders.length === 0) return [];
  const { seed, entries } = baseline.state();
  const names = new Set(folders);
  const isBelow = (path: string): boolean => ancestorsOf(path).some((folder) => names.has(folder));
  const below = [...entries.keys()].filter(isBelow);
  if (repository === null || seed.kind !== 'git' || seed.commit === null) return below;
  return [...below, ...(await listTree(repository, seed.commit, folders)).map(({ path }) => path)];
}

function ancestorsOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}
