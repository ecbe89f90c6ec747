import { acceptedFile } from '../core/review.ts';
import type { FileChange, HunkId } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded, type Wording } from '../core/model/wording.ts';
import { defaultSizeLimits, readSnapshot, type Snapshot } from './files.ts';
import type { FileEdit } from './landed-model.ts';
import { canRestore, restoreFile } from './restore.ts';
import { toSnapshot } from './stored-file.ts';

export type PlannedWrites =
  | { readonly kind: 'writes'; readonly files: ReadonlyMap<string, FileEdit> }
  /** A sentence: nothing can be written. */
  | { readonly kind: 'refused'; readonly why: Wording };

/** What would be on disk with these hunks, file by file. Every file must be what it was when they were reviewed. */
export async function planWrites(
  root: string,
  files: readonly FileChange[],
  accepted: ReadonlySet<HunkId>,
): Promise<PlannedWrites> {
  const planned = new Map<string, FileEdit>();
  for (const file of files) {
    const { path, previousPath, notJudged, hunks } = file;
    if (!hunks.some(({ id }) => accepted.has(id))) continue;
    if (notJudged !== undefined)
      return refuse(worded`"${path}" cannot be written from a patch: ${{ message: notJudged.message, parts: [] }}`);
    const from = previousPath ?? path;
    const now = await readSnapshot(root, from, defaultSizeLimits);
    if (now.kind === 'unreadable') return refuse({ message: now.problem.message, parts: [] });
    const before = now.kind === 'file' ? now.snapshot : null;
    const isTaken = previousPath !== undefined && (await readSnapshot(root, path)).kind !== 'absent';
    if ((before?.version.blob ?? null) !== (file.before?.blob ?? null) || isTaken)
      return refuse(worded`"${from}" is not what the patch was reviewed on. Review the patch again.`);
    for (const each of new Set([from, path]))
      if (!(await canRestore(root, each)) && before !== null) return refuse(worded`"${each}" cannot be written.`);
    const applied = acceptedFile(file, accepted);
    if (applied.whole === 'before') continue;
    const text = applied.whole === 'after' ? (file.after?.text ?? null) : applied.text;
    planned.set(path, { before: previousPath === undefined ? before : null, after: toAfter(file, text, before) });
    if (previousPath !== undefined) planned.set(previousPath, { before, after: null });
  }
  return { kind: 'writes', files: planned };
}

function toAfter(file: FileChange, text: string | null, before: Snapshot | null): Snapshot | null {
  if (text === null) return null;
  const snapshot = toSnapshot(text, before, defaultSizeLimits);
  const mode = file.after?.mode ?? before?.version.mode ?? '100644';
  const isSameMode = mode === (before?.version.mode ?? '100644');
  return isSameMode ? snapshot : { ...snapshot, version: { ...snapshot.version, mode }, permissions: null };
}

/** In order; the first problem stops. New names come before old ones go: a crash between leaves both files, never none. */
export async function writePlanned(
  root: string,
  isGit: boolean,
  files: ReadonlyMap<string, FileEdit>,
): Promise<Problem | null> {
  const emptyFolders = isGit ? 'remove' : 'keep';
  const ordered = [...files].toSorted(
    ([, one], [, other]) => Number(one.after === null) - Number(other.after === null),
  );
  for (const [path, { before, after }] of ordered) {
    const expected = before?.version.blob ?? null;
    const wanted =
      after?.bytes == null
        ? ({ kind: 'absent' } as const)
        : ({
            kind: 'file',
            bytes: after.bytes,
            mode: after.version.mode ?? '100644',
            permissions: after.permissions,
          } as const);
    const problem = await restoreFile({ root, path, wanted, expected, emptyFolders });
    if (problem !== null) return problem;
  }
  return null;
}

function refuse(why: Wording): PlannedWrites {
  return { kind: 'refused', why };
}
