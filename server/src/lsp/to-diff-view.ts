import type { FileChange, Hunk } from '../core/model/change.ts';
import { type DiffLine, type SideLines, splitSides, toDiffLines } from '../core/review.ts';
import type { DiffLineView } from '../protocol/view.ts';

/** A hunk with the file it is or was part of. */
export interface PlacedHunk {
  readonly file: FileChange;
  readonly hunk: Hunk;
}

export interface DiffView {
  readonly diff: readonly DiffLineView[];
  readonly omitted: number;
}

const CONTEXT_LINES = 3;
const MAX_HUNK_LINES = 200;
/** Where the policy wants every line in view, every line has to be there to be seen. */
const MAX_WHOLE_LINES = 5_000;
/** A view is sent whole: beyond this many diff lines of a change set, hunks come without theirs. */
const MAX_SET_LINES = 20_000;
const MAX_LINE_LENGTH = 500;

/**
 * For the hunks of one view, in the order they are shown: they share a budget of lines, and files are split once. `isWhole`: a
 * hunk that must be seen line by line.
 */
export function createDiffs(): (placed: PlacedHunk | null, isWhole: boolean) => DiffView {
  const sides = new Map<FileChange, SideLines>();
  let budget = MAX_SET_LINES;
  return (placed, isWhole) => {
    if (placed === null || placed.file.notJudged?.reason === 'binary') return { diff: [], omitted: 0 };
    const { file, hunk } = placed;
    if (budget === 0 && !isWhole) return { diff: [], omitted: hunk.before.lines + hunk.after.lines };
    const lines = linesOf(file, hunk, sides);
    const shown = lines.slice(0, isWhole ? MAX_WHOLE_LINES : Math.min(MAX_HUNK_LINES, budget));
    budget = Math.max(0, budget - shown.length);
    return { diff: shown.map(toDiffLineView), omitted: lines.length - shown.length };
  };
}

/** A view is made again with every answer, and its texts are nearly always the same. */
const known = new WeakMap<Hunk, { readonly of: FileChange; readonly lines: readonly DiffLine[] }>();

function linesOf(file: FileChange, hunk: Hunk, sides: Map<FileChange, SideLines>): readonly DiffLine[] {
  const found = known.get(hunk);
  if (found !== undefined && found.of.before === file.before && found.of.after === file.after) return found.lines;
  const split = sides.get(file) ?? splitSides(file);
  sides.set(file, split);
  const lines = toDiffLines(split, hunk, CONTEXT_LINES);
  known.set(hunk, { of: file, lines });
  return lines;
}

function toDiffLineView({ kind, before, after, text, marks }: DiffLine): DiffLineView {
  const isLong = text.length > MAX_LINE_LENGTH;
  return {
    kind,
    before: before === null ? null : before + 1,
    after: after === null ? null : after + 1,
    text: isLong ? `${text.slice(0, MAX_LINE_LENGTH)}…` : text,
    marks: isLong ? [] : marks,
  };
}
