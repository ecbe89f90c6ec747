import type { ChangeSet, FileChange, FileStatus, FileVersion, Origin } from '../model/change.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { compareText } from '../text/compare-text.ts';
import { sha256Hex } from '../text/hash.ts';
import { toHunks } from './hunks.ts';
import { type UnhunkedFile, pairRenames } from './pair-renames.ts';

/** A file on both sides as its reader found it; hunks and status follow from it. */
export interface FileSides {
  readonly path: string;
  readonly previousPath?: string;
  readonly before?: FileVersion;
  readonly after?: FileVersion;
  readonly notJudged?: NonNullable<FileChange['notJudged']>;
}

/** Files that are equal on both sides are left out; deleted and added files that are one renamed file are paired. */
export function toChangeSet(sides: readonly FileSides[], origin: Origin): ChangeSet {
  const changed = sides.filter(isChanged).map(toUnhunked);
  const files = pairRenames(changed)
    .map((file): FileChange => ({ ...file, hunks: toHunks(file) }))
    .sort((one, other) => compareText(one.path, other.path));
  return { id: changeSetId(files), files, origin };
}

function isChanged(file: FileSides): boolean {
  const { before, after } = file;
  if (before?.blob !== after?.blob) return true;
  if (before?.mode !== undefined && after?.mode !== undefined && before.mode !== after.mode) return true;
  return file.previousPath !== undefined && file.previousPath !== file.path;
}

function toUnhunked(file: FileSides): UnhunkedFile {
  return { ...file, status: statusOf(file) };
}

function statusOf(file: FileSides): FileStatus {
  if (file.before === undefined) return 'added';
  if (file.after === undefined) return 'deleted';
  return file.previousPath !== undefined && file.previousPath !== file.path ? 'renamed' : 'modified';
}

/** Depends on content only: paths, blobs and modes, not on where the edit came from or in which order it was read. */
function changeSetId(files: readonly FileChange[]): string {
  const content = files.map((file) => [
    file.previousPath ?? null,
    file.path,
    file.before === undefined ? null : [file.before.blob, file.before.mode ?? null],
    file.after === undefined ? null : [file.after.blob, file.after.mode ?? null],
  ]);
  return sha256Hex(canonicalJson(content)).slice(0, 32);
}
