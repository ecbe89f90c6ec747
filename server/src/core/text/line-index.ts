import type { Position, Range } from '../model/text.ts';

const LF = 10;
const CR = 13;

/** Offsets at which lines start. A text that ends in a terminator has an empty last line, as in LSP. */
export interface LineIndex {
  readonly text: string;
  readonly starts: readonly number[];
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== LF && code !== CR) continue;
    if (code === CR && text.charCodeAt(at + 1) === LF) at += 1;
    starts.push(at + 1);
  }
  return { text, starts };
}

/** UTF-16 offset to position; offsets outside the text are clamped. */
export function toPosition(index: LineIndex, offset: number): Position {
  const at = Math.min(Math.max(offset, 0), index.text.length);
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: at - (index.starts[low] ?? 0) };
}

/** Position to UTF-16 offset; a character past the end of its line is clamped before the terminator, as in LSP. */
export function toOffset(index: LineIndex, position: Position): number {
  if (position.line < 0) return 0;
  const start = index.starts[position.line];
  if (start === undefined) return index.text.length;
  return Math.min(start + Math.max(position.character, 0), lineEnd(index, position.line));
}

export function toRange(index: LineIndex, start: number, end: number): Range {
  return { start: toPosition(index, start), end: toPosition(index, end) };
}

/** The line without its terminator; empty for a line that does not exist. */
export function lineText(index: LineIndex, line: number): string {
  const start = index.starts[line];
  return start === undefined ? '' : index.text.slice(start, lineEnd(index, line));
}

function lineEnd(index: LineIndex, line: number): number {
  const start = index.starts[line] ?? 0;
  let end = index.starts[line + 1];
  if (end === undefined) return index.text.length;
  if (end > start && index.text.charCodeAt(end - 1) === LF) end -= 1;
  if (end > start && index.text.charCodeAt(end - 1) === CR) end -= 1;
  return end;
}
