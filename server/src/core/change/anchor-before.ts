import type { FileChange, Hunk } from '../model/change.ts';
import { splitLines } from '../text/lines.ts';
import { diffLines } from './diff-lines.ts';
import { type SideLines, splitSides } from './hunk-lines.ts';

/**
 * 0-based line of the after-side where something about a line of the before-side is shown: the point where that line was deleted;
 * where the line stands now, if it was not; the subject's name, where the whole text was replaced and no point means
 * anything; else the first line.
 */
export function anchorOfBefore(file: FileChange, line: number, symbol: string): number {
  const sides = splitSides(file);
  if (sides.after.length === 0) return 0;
  const hunk = file.hunks.find(({ before }) => line >= before.start && line < before.start + before.lines);
  if (hunk === undefined) return clampToLines(line + shiftBefore(file.hunks, line), sides.after);
  if (isReplacedWhole(hunk, sides)) return findName(sides.after, symbol);
  return clampToLines(deletionPoint(sides, hunk, line), sides.after);
}

/** A deletion at the end of a file leaves its point behind the last line: people look at the line before. */
export function clampToAfter(file: FileChange, line: number): number {
  return file.after === undefined ? line : clampToLines(line, splitLines(file.after.text));
}

function clampToLines(line: number, lines: readonly string[]): number {
  return Math.max(0, Math.min(line, lines.length - 1));
}

function shiftBefore(hunks: readonly Hunk[], line: number): number {
  const last = hunks.findLast(({ before }) => before.start + before.lines <= line);
  return last === undefined ? 0 : last.after.start + last.after.lines - (last.before.start + last.before.lines);
}

function isReplacedWhole({ before, after }: Hunk, sides: SideLines): boolean {
  return before.lines > 1 && before.lines === sides.before.length && after.lines === sides.after.length;
}

/** A hunk can join several edits, with unchanged lines between them. */
function deletionPoint(sides: SideLines, { before, after }: Hunk, line: number): number {
  const own = sides.before.slice(before.start, before.start + before.lines);
  const others = sides.after.slice(after.start, after.start + after.lines);
  const wanted = line - before.start;
  let shift = 0;
  for (const edit of diffLines(own, others)) {
    if (wanted < edit.before.start) break;
    if (wanted < edit.before.start + edit.before.lines) return after.start + edit.after.start;
    shift = edit.after.start + edit.after.lines - (edit.before.start + edit.before.lines);
  }
  return after.start + wanted + shift;
}

/** `Report.render` is named where `render` is; a route where its path is. */
function findName(lines: readonly string[], symbol: string): number {
  for (const name of symbol.split(/[\s.]+/).toReversed()) {
    const at = name === '' ? -1 : lines.findIndex((text) => hasWord(text, name));
    if (at >= 0) return at;
  }
  return 0;
}

function hasWord(text: string, word: string): boolean {
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true;
  }
  return false;
}
