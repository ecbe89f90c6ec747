import { splitLines } from '../text/lines.ts';
import { diffLines } from './diff-lines.ts';
import type { LineEdit } from './line-edit.ts';

/**
 * `current` with the edits that lead from `base` to `edited`, or null when `current` has changed the same lines, or lines
 * next to them, since `base`. With `current === base` it is `edited`. This takes a decision back after the file went on.
 */
export function mergeEdits(base: string, edited: string, current: string): string | null {
  return merge(base, edited, current, touches);
}

/** The same, where lines next to each other are apart too: null when the same ones have changed, or some were inserted there. */
export function mergeAdjacentEdits(base: string, edited: string, current: string): string | null {
  return merge(base, edited, current, (edit, other) => {
    const isInsertion = edit.before.lines === 0 || other.before.lines === 0;
    return isInsertion ? touches(edit, other) : overlaps(edit, other);
  });
}

function merge(
  base: string,
  edited: string,
  current: string,
  isSamePlace: (edit: LineEdit, other: LineEdit) => boolean,
): string | null {
  const lines = { base: splitLines(base), edited: splitLines(edited), current: splitLines(current) };
  const wanted = diffLines(lines.base, lines.edited);
  const since = diffLines(lines.base, lines.current);
  if (wanted.some((edit) => since.some((other) => isSamePlace(edit, other)))) return null;
  const parts: string[] = [];
  let at = 0;
  for (const edit of wanted) {
    const start = edit.before.start + shiftAt(since, edit.before.start);
    parts.push(lines.current.slice(at, start).join(''));
    parts.push(lines.edited.slice(edit.after.start, edit.after.start + edit.after.lines).join(''));
    at = start + edit.before.lines;
  }
  parts.push(lines.current.slice(at).join(''));
  return parts.join('');
}

function touches(edit: LineEdit, other: LineEdit): boolean {
  const end = edit.before.start + edit.before.lines;
  const otherEnd = other.before.start + other.before.lines;
  return edit.before.start <= otherEnd && other.before.start <= end;
}

function overlaps(edit: LineEdit, other: LineEdit): boolean {
  const end = edit.before.start + edit.before.lines;
  const otherEnd = other.before.start + other.before.lines;
  return edit.before.start < otherEnd && other.before.start < end;
}

/** How far `current` has moved the base line. */
function shiftAt(since: readonly LineEdit[], line: number): number {
  return since
    .filter((edit) => edit.before.start + edit.before.lines <= line)
    .reduce((shift, edit) => shift + edit.after.lines - edit.before.lines, 0);
}
