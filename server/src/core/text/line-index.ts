import type { Position, Range } from '../model/text.ts';

/** Offsets of line starts. `\n`, `\r\n` and a lone `\r` end a line. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly positionAt: (offset: number) => Position;
  readonly offsetAt: (position: Position) => number;
  readonly rangeOf: (start: number, end: number) => Range;
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const positionAt = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - starts[low]! };
  };
  return {
    starts,
    positionAt,
    offsetAt: ({ line, character }) => Math.min((starts[line] ?? text.length) + character, text.length),
    rangeOf: (start, end) => ({ start: positionAt(start), end: positionAt(end) }),
  };
}
