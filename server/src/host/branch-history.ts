import type { FileVersion } from '../core/model/change.ts';
import type { BranchHistory, HistoryStep } from '../core/model/gate.ts';
import { ingestVersions, originOf } from '../core/verbs.ts';
import { ask, askIfAny, type Repository } from './git-repository.ts';
import { findMergeBase } from './git-revisions.ts';
import { readSide } from './git-read.ts';
import { recordedIds, type RecordedId } from './recorded-ids.ts';
import { readFutureState } from './merge-tree.ts';

export interface Branch {
  readonly base: string;
  readonly head: string;
  /** Where the two parted. */
  readonly forkPoint: string | null;
  /** The merged state. */
  readonly tree: string;
}

/** Merges of the base that are made again to see whether anybody had a hand in them. */
const maxMerges = 50;
const maxCommits = 5000;

export const noHistory: BranchHistory = { steps: [], starts: new Map() };

/**
 * What the branch did to some paths: commit by commit, and by merging the base. Paths beyond the limits have no history. Contents
 * are named as in records.
 */
export async function readBranchHistory(
  repository: Repository,
  branch: Branch,
  paths: readonly string[],
): Promise<BranchHistory> {
  if (paths.length === 0) return noHistory;
  const recorded = recordedIds(repository);
  const starts = new Map<string, Set<string | null>>();
  const addStarts = async (commit: string | null): Promise<void> => {
    for (const path of commit === null ? [] : paths) {
      const known = starts.get(path) ?? new Set();
      starts.set(path, known.add(await recorded(await blobAt(repository, commit!, path))));
    }
  };
  await addStarts(branch.forkPoint);
  const steps: HistoryStep[] = [];
  let merges = 0;
  for (const { parents, changes } of await readCommits(repository, branch, paths)) {
    const [own = '', other] = parents;
    if (other === undefined) {
      for (const change of changes) steps.push(...(await toCommitStep(repository, change)));
      continue;
    }
    if (parents.length > 2 || (merges += 1) > maxMerges || !(await isOfBase(repository, other, branch.base))) continue;
    await addStarts(await findMergeBase(repository, own, other));
    const again = await readFutureState(repository, own, other);
    if (again.kind !== 'merged') continue;
    for (const change of changes)
      if ((await blobAt(repository, again.tree, change.path)) === change.to)
        steps.push({ ...(await toRecorded(change, recorded)), by: 'merge' });
  }
  for (const path of paths) {
    const [from, to] = [await blobAt(repository, branch.head, path), await blobAt(repository, branch.tree, path)];
    if (from !== to) steps.push({ ...(await toRecorded({ path, from, to }, recorded)), by: 'merge' });
  }
  return { steps, starts };
}

/** Steps that were read already, by path and both texts: ranges of one history share most of theirs. */
export type KnownSteps = Map<string, readonly HistoryStep[]>;

/** What commits between two did to some paths, merges by each of their sides. Null: more than are read. */
export async function readSteps(
  repository: Repository,
  { since, until }: { readonly since: string; readonly until: string },
  paths: readonly string[],
  known: KnownSteps,
): Promise<readonly HistoryStep[] | null> {
  const recorded = recordedIds(repository);
  const flags = ['-m', '--full-history', ...rawFlags];
  const steps: HistoryStep[] = [];
  for (let at = 0; at < paths.length; at += maxPaths) {
    const named = toLiteral(paths.slice(at));
    const answer = await ask(repository, {
      arguments: ['log', ...flags, '--format=%x01%P%x02', `${since}..${until}`, '--', ...named],
    });
    const commits = toCommits(answer);
    if (commits.length >= maxCommits) return null;
    for (const change of commits.flatMap(({ changes }) => changes)) {
      const key = `${change.path}\n${change.from}\n${change.to}`;
      const read = known.get(key) ?? (await toCommitStep(repository, change));
      known.set(key, read);
      steps.push(...(read.length > 0 ? read : [{ ...(await toRecorded(change, recorded)), by: [] }]));
    }
  }
  return steps;
}

/** Contents by the ids that git has for them. */
interface Change {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

async function toRecorded({ path, from, to }: Change, recorded: RecordedId): Promise<Change> {
  return { path, from: await recorded(from), to: await recorded(to) };
}

interface Commit {
  readonly parents: readonly string[];
  readonly changes: readonly Change[];
}

/** Of the branch itself; a merge as what it did to the branch. */
async function readCommits(
  repository: Repository,
  { base, head }: Branch,
  paths: readonly string[],
): Promise<readonly Commit[]> {
  const flags = ['--first-parent', '-m', ...rawFlags];
  const answer = await ask(repository, {
    arguments: ['log', ...flags, '--format=%x01%P%x02', `${base}..${head}`, '--', ...toLiteral(paths)],
  });
  return toCommits(answer);
}

const rawFlags = ['--raw', '-z', '--no-renames', '--no-abbrev', `--max-count=${maxCommits}`];

function toLiteral(paths: readonly string[]): readonly string[] {
  return paths.slice(0, maxPaths).map((path) => `:(literal)${path}`);
}

function toCommits(answer: Buffer): readonly Commit[] {
  return answer
    .toString('utf8')
    .split('\u0001')
    .slice(1)
    .map((text): Commit => {
      const end = text.indexOf('\u0002');
      return { parents: text.slice(0, end).split(' ').filter(Boolean), changes: toChanges(text.slice(end + 1)) };
    });
}

/** Far below the length of a command line that systems allow. */
const maxPaths = 500;

/** `:<mode> <mode> <id> <id> <status>` and the path, each ended by NUL. A link, say, is no step between texts. */
function toChanges(text: string): readonly Change[] {
  const parts = text.split('\0').map((part) => part.replace(/^\n+/, ''));
  const changes: Change[] = [];
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const row = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/.exec(parts[at] ?? '');
    if (row === null) continue;
    const side = (mode = '', id = ''): string | null => (mode === '000000' ? null : id);
    const isPlain = [row[1], row[2]].every((mode) => mode === '000000' || mode?.startsWith('100') === true);
    if (isPlain) changes.push({ path: parts[at + 1] ?? '', from: side(row[1], row[3]), to: side(row[2], row[4]) });
    at += 1;
  }
  return changes;
}

async function toCommitStep(repository: Repository, { path, from, to }: Change): Promise<readonly HistoryStep[]> {
  const [before, after] = [await textOf(repository, path, from), await textOf(repository, path, to)];
  if (before === null || after === null) return [];
  const { files } = ingestVersions([{ path, ...toSide('before', before), ...toSide('after', after) }], originOf('git'));
  const hunks = files.flatMap((file) => file.hunks.map(({ id }) => id));
  const named = (version: FileVersion | 'absent'): string | null => (version === 'absent' ? null : version.blob);
  return hunks.length === 0 ? [] : [{ path, from: named(before), to: named(after), by: hunks }];
}

function toSide(
  side: 'before' | 'after',
  version: FileVersion | 'absent',
): { before?: FileVersion; after?: FileVersion } {
  return version === 'absent' ? {} : { [side]: version };
}

/** Null: it is no text that could have been reviewed by its lines. */
async function textOf(repository: Repository, path: string, id: string | null): Promise<FileVersion | 'absent' | null> {
  if (id === null) return 'absent';
  const read = await readSide(repository, path, { mode: '100644', id });
  return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version : null;
}

async function blobAt(repository: Repository, treeish: string, path: string): Promise<string | null> {
  const found = await repository.blobs.locate(treeish, path);
  return found?.type === 'blob' ? found.id : null;
}

async function isOfBase(repository: Repository, commit: string, base: string): Promise<boolean> {
  return (await askIfAny(repository, { arguments: ['merge-base', '--is-ancestor', commit, base] })) !== null;
}
