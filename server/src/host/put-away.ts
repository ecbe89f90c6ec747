import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import type { Look } from './landed-look.ts';
import { hostProblem } from './problems.ts';

/** Takes a set in which everything is decided out of sight. The lock must be held. */
export async function putAway({ journal, sets, rows }: Look, id: string): Promise<Problem | null> {
  await journal.reload();
  const entry = journal.entries().find((each) => each.id === id);
  if (entry?.review?.status !== 'done')
    return hostProblem('changedMeanwhile', worded`There is something left to decide in this change set.`);
  await journal.save({ ...entry, isPutAway: true });
  sets.refresh(rows);
  return null;
}
