import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { carryOut } from './carry-out.ts';
import { readSnapshot } from './files.ts';
import type { ReviewToKeep } from './keep-review.ts';
import { isSame } from './landed-examine.ts';
import { examine, findStale, type Look } from './landed-look.ts';
import type { LandedEffect } from './landed-model.ts';
import { hostProblem, HostProblem } from './problems.ts';

export interface DecidedOn {
  /** Why it was not carried out. */
  readonly problem: Problem | null;
  /** It was carried out, and this is why the list of change sets does not say so yet. What it is about is looked at again. */
  readonly notKept: Problem | null;
  readonly paths: readonly string[];
}

/** Moves what was decided between baseline and disk, then keeps the review with it. The lock must be held. */
export async function decide(
  look: Look,
  id: string,
  effects: readonly LandedEffect[],
  review: ReviewToKeep | null,
): Promise<DecidedOn> {
  const { baseline, journal, rows, limits, options } = look;
  await journal.reload();
  await baseline.reload();
  // Another window may have decided a hunk of the same file a moment ago: what is written must stand on that.
  const moved = await findMoved(look, effects);
  if (moved.length > 0) await examine(look, moved);
  const set = look.sets.find(id);
  if (set === null) {
    const problem = hostProblem(
      'changedMeanwhile',
      worded`The change set is no longer there: another window settled it.`,
    );
    return { problem, notKept: null, paths: [] };
  }
  const given = {
    root: options.root,
    isGit: options.repository !== null,
    baseline,
    journal,
    rows,
    disk: options.disk,
    limits,
  };
  const { problem, paths } = await carryOut(given, set, effects);
  if (problem === null && review !== null) look.toKeep.set(id, review);
  return { problem, notKept: await lookAgain(look, paths), paths };
}

async function lookAgain(look: Look, paths: readonly string[]): Promise<Problem | null> {
  try {
    await examine(look, paths);
    return null;
  } catch (error) {
    if (error instanceof HostProblem) return error.problem;
    throw error;
  }
}

/**
 * Paths that are no longer as this window knows them. Without asking git: nearly always there are none. Accepting is about what
 * was shown, wherever the disk went since; only what is to be written there must know what it holds.
 */
async function findMoved(look: Look, effects: readonly LandedEffect[]): Promise<readonly string[]> {
  const { rows, limits, options } = look;
  const moved = new Set(findStale(look));
  const written = effects.filter(({ kind }) => kind === 'restore').map(({ path }) => path);
  for (const path of new Set(written)) {
    const row = rows.get(path);
    if (row === undefined) continue;
    const disk = await readSnapshot(options.root, path, limits);
    if (disk.kind !== 'unreadable' && !isSame(row.after, disk.kind === 'file' ? disk.snapshot : null)) moved.add(path);
  }
  return [...moved];
}
