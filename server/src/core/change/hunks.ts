import type { FileChange, FileVersion, Hunk } from '../model/change.ts';
import { toHunkId } from '../model/hunk-id.ts';
import { hashParts } from '../text/hash.ts';
import { splitLines } from '../text/lines.ts';
import { diffLines } from './diff-lines.ts';
import type { LineEdit } from './line-edit.ts';

/** Edits with at most this many unchanged lines between them are decided together. */
const JOIN_LINES = 1;

/** Of the newest pair that a side was seen in: a set is put together anew whenever one of its files changes. */
const known = new WeakMap<FileVersion, { readonly of: Omit<FileChange, 'hunks'>; readonly hunks: readonly Hunk[] }>();

/** The very same hunks for the very same sides. */
export function toHunks(file: Omit<FileChange, 'hunks'>): readonly Hunk[] {
  const side = file.after ?? file.before;
  if (side === undefined) return findHunks(file);
  const found = known.get(side);
  if (found !== undefined && isSameFile(found.of, file)) return found.hunks;
  const hunks = findHunks(file);
  known.set(side, { of: file, hunks });
  return hunks;
}

function isSameFile(one: Omit<FileChange, 'hunks'>, other: Omit<FileChange, 'hunks'>): boolean {
  return (
    one.before === other.before &&
    one.after === other.after &&
    one.path === other.path &&
    one.previousPath === other.previousPath &&
    (one.notJudged === undefined) === (other.notJudged === undefined)
  );
}

/**
 * Hunks of a file, in order; their spans hold no context around them. A change without line edits (binary, pure rename,
 * mode, empty file) is one hunk without lines that stands for the whole file, so that it can be decided like any other.
 */
function findHunks(file: Omit<FileChange, 'hunks'>): readonly Hunk[] {
  if (file.notJudged === undefined) {
    const hunks = toLineHunks(file.previousPath ?? file.path, file.before?.text ?? '', file.after?.text ?? '');
    if (hunks.length > 0) return hunks;
  }
  return [{ id: toHunkId(wholeFileKey(file), 0), before: { start: 0, lines: 0 }, after: { start: 0, lines: 0 } }];
}

/** `path` is the one at the baseline, so that a later rename leaves the ids alone. */
export function toLineHunks(path: string, before: string, after: string): readonly Hunk[] {
  if (before === after) return [];
  const linesBefore = splitLines(before);
  const linesAfter = splitLines(after);
  const ordinals = new Map<string, number>();
  return joinEdits(diffLines(linesBefore, linesAfter)).map((edit) => {
    const key = hashParts(['hunk', path, textOf(linesBefore, edit.before), textOf(linesAfter, edit.after)]);
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    return { id: toHunkId(key, ordinal), ...edit };
  });
}

/** No lines on either side: it stands for the whole file. */
export function isWholeFile(hunk: Hunk): boolean {
  return hunk.before.lines === 0 && hunk.after.lines === 0;
}

function wholeFileKey(file: Omit<FileChange, 'hunks'>): string {
  const side = (version: FileChange['before']): string =>
    version === undefined ? '' : `${version.blob} ${version.mode ?? ''}`;
  return hashParts(['file', file.previousPath ?? file.path, file.path, side(file.before), side(file.after)]);
}

function joinEdits(edits: readonly LineEdit[]): readonly LineEdit[] {
  const joined: LineEdit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (last !== undefined && edit.before.start - (last.before.start + last.before.lines) <= JOIN_LINES) {
      joined[joined.length - 1] = { before: cover(last.before, edit.before), after: cover(last.after, edit.after) };
    } else joined.push(edit);
  }
  return joined;
}

function cover(first: Hunk['before'], second: Hunk['before']): Hunk['before'] {
  return { start: first.start, lines: second.start + second.lines - first.start };
}

function textOf(lines: readonly string[], span: Hunk['before']): string {
  return lines.slice(span.start, span.start + span.lines).join('');
}
