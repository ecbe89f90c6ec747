import { realpath } from 'node:fs/promises';
import { checkCancelled, type Cancel } from '../core/model/cancel.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { readSnapshot, type Snapshot } from './files.ts';
import type { ReadChanges, ReadChange } from './git-read.ts';
import { listFiles } from './list-files.ts';
import { describeError, throwProblem } from './problems.ts';

/** Files that differ between two folders. What is equal is not kept. */
export async function compareDirectories(before: string, after: string, cancel: Cancel): Promise<ReadChanges> {
  const [earlier, later] = [await realFolder(before), await realFolder(after)];
  const lists = [await listFiles(earlier), await listFiles(later)];
  const problems: Problem[] = lists.flatMap((list) => list.problems);
  const changes: ReadChange[] = [];
  for (const path of [...new Set(lists.flatMap((list) => list.paths))].sort()) {
    await cancel.pause();
    checkCancelled(cancel);
    const sides = [await readSnapshot(earlier, path), await readSnapshot(later, path)];
    const unreadable = sides.flatMap((side) => (side.kind === 'unreadable' ? [side.problem] : []));
    problems.push(...unreadable);
    const [one, other] = sides.map((side) => (side.kind === 'file' ? side.snapshot : null));
    if (unreadable.length === 0 && isDifferent(one ?? null, other ?? null))
      changes.push({ path, before: one ?? null, after: other ?? null });
  }
  return { changes, problems };
}

function isDifferent(one: Snapshot | null, other: Snapshot | null): boolean {
  return one?.version.blob !== other?.version.blob || one?.version.mode !== other?.version.mode;
}

async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    return throwProblem('unreadable', worded`The folder "${path}" could not be read: ${describeError(error)}.`, path);
  }
}
