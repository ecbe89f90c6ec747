import type { LineEdit } from './line-edit.ts';

/**
 * A pure insertion or deletion can often stand a few lines higher or lower with the same result. The place whose two
 * edges are least indented and follow a blank line is the one a person would have named: whole functions, not
 * `}` of one and the head of the next. After git's indent heuristic, simplified.
 */
export function slideEdits(
  edits: readonly LineEdit[],
  before: readonly string[],
  after: readonly string[],
): readonly LineEdit[] {
  const slid: LineEdit[] = [];
  for (const [index, edit] of edits.entries()) {
    const previous = slid.at(-1);
    const next = edits[index + 1];
    const isInsertion = edit.before.lines === 0;
    if (!isInsertion && edit.after.lines > 0) {
      slid.push(edit);
      continue;
    }
    const lines = isInsertion ? after : before;
    const span = isInsertion ? edit.after : edit.before;
    const side = isInsertion ? 'after' : 'before';
    const floor = previous === undefined ? 0 : previous[side].start + previous[side].lines + 1;
    const ceiling = next === undefined ? lines.length : next[side].start - 1;
    const by = bestSlide(lines, span.start, span.lines, floor, ceiling);
    slid.push(by === 0 ? edit : slide(edit, by));
  }
  return slid;
}

const MAX_SLIDE = 100;

function slide(edit: LineEdit, by: number): LineEdit {
  return {
    before: { start: edit.before.start + by, lines: edit.before.lines },
    after: { start: edit.after.start + by, lines: edit.after.lines },
  };
}

/** Lines to move by, negative upwards. Ties go to the lower place, where the added function comes after the old one. */
function bestSlide(lines: readonly string[], start: number, count: number, floor: number, ceiling: number): number {
  let up = 0;
  while (up < MAX_SLIDE && start - up > floor && lines[start - up - 1] === lines[start - up + count - 1]) up += 1;
  let down = 0;
  while (down < MAX_SLIDE && start + count + down < ceiling && lines[start + down] === lines[start + count + down])
    down += 1;
  let best = 0;
  let bestScore = Infinity;
  for (let by = -up; by <= down; by += 1) {
    const score = edgeScore(lines, start + by) + edgeScore(lines, start + by + count);
    if (score <= bestScore) {
      best = by;
      bestScore = score;
    }
  }
  return best;
}

/** Indentation of the first line below the edge that is not blank, less when a blank line is right above. */
function edgeScore(lines: readonly string[], edge: number): number {
  if (edge === 0 || edge >= lines.length) return -BLANK_BONUS;
  let below = edge;
  while (below < lines.length && isBlank(lines[below] ?? '')) below += 1;
  const indent = below === lines.length ? 0 : indentOf(lines[below] ?? '');
  const afterBlank = isBlank(lines[edge - 1] ?? '') ? BLANK_BONUS : 0;
  const beforeBlank = below > edge ? 1 : 0;
  // A closing bracket belongs to what stands above it.
  const closes = /^\s*[)\]}]/u.test(lines[below] ?? '') ? BLANK_BONUS : 0;
  return indent + beforeBlank + closes - afterBlank;
}

const BLANK_BONUS = 3;

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === ' ') width += 1;
    else if (character === '\t') width += 8 - (width % 8);
    else break;
  }
  return width;
}
