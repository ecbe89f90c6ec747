/** Positions in the core: 0-based lines, 0-based UTF-16 columns. People are shown 1-based lines, by the shells. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open: `end` is the first position outside. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Half-open span of lines: `lines` may be 0 (an insertion or deletion point before line `start`). */
export interface LineSpan {
  readonly start: number;
  readonly lines: number;
}
