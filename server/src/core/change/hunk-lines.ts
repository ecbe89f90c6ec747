import type { FileChange, Hunk } from '../model/change.ts';
import { splitLines, withoutTerminator } from '../text/lines.ts';
import { diffLines } from './diff-lines.ts';
import { type Mark, markChanges } from './intraline.ts';

/** A line of a small diff. Line numbers are 0-based; null: the line is not on that side. */
export interface DiffLine {
  readonly kind: 'context' | 'removed' | 'added';
  readonly before: number | null;
  readonly after: number | null;
  /** Without its terminator. */
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Both sides of a file as lines, split once for all of its hunks. */
export interface SideLines {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export function splitSides(file: FileChange): SideLines {
  return { before: splitLines(file.before?.text ?? ''), after: splitLines(file.after?.text ?? '') };
}

/** The hunk with up to `context` unchanged lines around it. */
export function toDiffLines({ before, after }: SideLines, hunk: Hunk, context: number): readonly DiffLine[] {
  const above = Math.min(context, hunk.before.start, hunk.after.start);
  const endBefore = hunk.before.start + hunk.before.lines;
  const endAfter = hunk.after.start + hunk.after.lines;
  const below = Math.min(context, before.length - endBefore, after.length - endAfter);
  return [
    ...contextLines(before, hunk.before.start - above, hunk.after.start - above, above),
    ...changedLines(before, after, hunk),
    ...contextLines(before, endBefore, endAfter, below),
  ];
}

function contextLines(lines: readonly string[], before: number, after: number, count: number): readonly DiffLine[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    kind: 'context',
    before: before + index,
    after: after + index,
    text: withoutTerminator(lines[before + index] ?? ''),
    marks: [],
  }));
}

/** A hunk can join several edits: the lines between them are shown as context. */
function changedLines(before: readonly string[], after: readonly string[], hunk: Hunk): readonly DiffLine[] {
  const own = before.slice(hunk.before.start, hunk.before.start + hunk.before.lines);
  const others = after.slice(hunk.after.start, hunk.after.start + hunk.after.lines);
  const lines: DiffLine[] = [];
  let atBefore = 0;
  let atAfter = 0;
  for (const edit of diffLines(own, others)) {
    const between = edit.before.start - atBefore;
    lines.push(...contextLines(before, hunk.before.start + atBefore, hunk.after.start + atAfter, between));
    const removed = own.slice(edit.before.start, edit.before.start + edit.before.lines).map(withoutTerminator);
    const added = others.slice(edit.after.start, edit.after.start + edit.after.lines).map(withoutTerminator);
    const marks =
      removed.length === added.length ? removed.map((line, index) => markChanges(line, added[index] ?? '')) : [];
    for (const [index, text] of removed.entries()) {
      lines.push({
        kind: 'removed',
        before: hunk.before.start + edit.before.start + index,
        after: null,
        text,
        marks: marks[index]?.before ?? [],
      });
    }
    for (const [index, text] of added.entries()) {
      lines.push({
        kind: 'added',
        before: null,
        after: hunk.after.start + edit.after.start + index,
        text,
        marks: marks[index]?.after ?? [],
      });
    }
    atBefore = edit.before.start + edit.before.lines;
    atAfter = edit.after.start + edit.after.lines;
  }
  lines.push(...contextLines(before, hunk.before.start + atBefore, hunk.after.start + atAfter, own.length - atBefore));
  return lines;
}
