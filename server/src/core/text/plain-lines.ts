/** A line of a text without its end. */
export interface PlainLine {
  readonly text: string;
  /** UTF-16 offset of its first character. */
  readonly start: number;
  /** Blanks in front. */
  readonly indent: number;
}

/** Characters of a line; a longer one is data, and cut. */
const MAX_LINE = 20_000;

/** Lines one by one, so that a large text is never held twice. Blank ones are left out. */
export function* plainLines(text: string): Generator<PlainLine> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, Math.min(end, start + MAX_LINE)).trimEnd();
    const indent = line.length - line.trimStart().length;
    if (line.length > indent) yield { text: line, start, indent };
    start = end + 1;
  }
}
