import { acceptedFile } from '../core/review.ts';
import { ingestVersions } from '../core/ingest.ts';
import { originOf } from '../core/channel.ts';
import type { FileChange, HunkId } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded, type Wording } from '../core/model/wording.ts';
import { claimingChannel } from './claims.ts';
import type { Snapshot } from './files.ts';
import { listWorktreeChanges } from './git-changes.ts';
import { readChanges, toSides, type ReadChange } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { readHead } from './git-revisions.ts';
import type { StoredFile } from './journal.ts';
import { isSame } from './landed-examine.ts';
import { examine, type Look } from './landed-look.ts';
import type { MineFound, Row } from './landed-model.ts';
import { hostProblem } from './problems.ts';
import { keepFile, pickSide } from './stored-file.ts';

/**
 * Puts up a person's own work: what differs from HEAD, because that is what they are about to commit, and what rejecting gives
 * back. Their saves have joined the baseline, so it goes back to HEAD on those paths; from there on they are undecided like any
 * other. Three things stay where they are: paths that are undecided already, hunks that a record accepts (an agent's
 * accepted edit is not the person's), and content the baseline does not know yet, which somebody else may have written.
 * The lock must be held.
 */
export async function putUpMine(look: Look, reviewed: ReadonlySet<HunkId>): Promise<MineFound> {
  const { options, journal, baseline, sets, rows } = look;
  const { repository } = options;
  if (repository === null) return nothing(worded`Without git there is no commit to compare your work with.`);
  if (look.waiting !== null) return nothing(worded`Nothing is compared now, because ${look.waiting}.`);
  await journal.reload();
  await baseline.reload();
  const found = await findMine(look, repository, reviewed);
  if (found.length === 0)
    return nothing(worded`Nothing differs from HEAD that is not under review or reviewed already.`);
  const claims = new Map<string, StoredFile | null>();
  for (const row of found) {
    claims.set(row.path, await keepFile(baseline.objects, row.after));
    rows.set(row.path, row);
  }
  // The set first: a crash before the baseline follows leaves a set without differences, never a person's work under no name.
  await sets.update(rows, { changed: new Set(claims.keys()), amended: [], claims, ended: new Set() });
  await baseline.write(new Map(found.map(({ path, before }) => [path, before])));
  const [first] = found;
  const entry = journal.entries().find(({ paths }) => first !== undefined && paths.includes(first.path));
  return entry === undefined ? nothing(worded`Your work is under review already.`) : { set: entry.id, why: null };
}

/** The baseline takes the person's work back as it was when they asked, or saved last. The lock must be held. */
export async function dismissMine(look: Look, id: string): Promise<Problem | null> {
  const { journal, baseline, rows } = look;
  await journal.reload();
  await baseline.reload();
  const entry = journal.entries().find((each) => each.id === id);
  if (entry === undefined || claimingChannel(entry) !== 'my-changes')
    return hostProblem('changedMeanwhile', worded`There is no review of your own changes to close: it was settled.`);
  const own = entry.paths.flatMap((path) => rows.get(path) ?? []);
  await baseline.write(new Map(own.map(({ path, after }) => [path, after])));
  await examine(look, entry.paths);
  return null;
}

function nothing(why: Wording): MineFound {
  return { set: null, why };
}

async function findMine(look: Look, repository: Repository, reviewed: ReadonlySet<HunkId>): Promise<readonly Row[]> {
  const { rows, rules, limits } = look;
  const { commit } = await readHead(repository);
  const listed = (await listWorktreeChanges(repository, commit)).filter(({ path }) => !rows.has(path));
  const leftOut = await rules.sort(listed.map(({ path }) => path));
  const read = await readChanges(
    repository,
    listed.filter(({ path }) => !leftOut.has(path)),
    limits,
  );
  const known = await keepKnown(look, read.changes);
  const byPath = new Map(known.map((change) => [change.path, change]));
  const { files } = ingestVersions(known.map(toSides), originOf('my-changes'));
  return files.flatMap((file) => toRows(file, byPath, reviewed, look));
}

/** Without what cannot be given back, and what was written since the last look. */
async function keepKnown({ baseline }: Look, changes: readonly ReadChange[]): Promise<readonly ReadChange[]> {
  const known: ReadChange[] = [];
  await baseline.prepare(changes.map(({ path }) => path));
  for (const change of changes) {
    const { path, before, after } = change;
    const accepted = await baseline.read(path, after);
    if (accepted.kind === 'unreadable' || ![before, after].every(isWhole)) continue;
    if (isSame(accepted.kind === 'file' ? accepted.snapshot : null, after)) known.push(change);
  }
  return known;
}

function isWhole(side: Snapshot | null): boolean {
  return side === null || (side.bytes !== null && side.version.mode !== '160000');
}

/** Both paths of a renamed file, or none. */
function toRows(
  file: FileChange,
  changes: ReadonlyMap<string, ReadChange>,
  reviewed: ReadonlySet<HunkId>,
  { limits }: Look,
): readonly Row[] {
  const accepted = new Set(file.hunks.map(({ id }) => id).filter((id) => reviewed.has(id)));
  if (accepted.size === file.hunks.length) return [];
  const own = [file.previousPath ?? file.path, file.path].flatMap((path) => changes.get(path) ?? []);
  const [change] = own;
  if (file.previousPath !== undefined || change === undefined || accepted.size === 0)
    return [...new Set(own)].map((each) => ({ ...each, channel: 'my-changes' }));
  const before = pickSide(acceptedFile(file, accepted), change, change.before ?? change.after, limits);
  return [{ ...change, before, channel: 'my-changes' }];
}
