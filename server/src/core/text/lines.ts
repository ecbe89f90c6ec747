const LF = 10;
const CR = 13;

/**
 * A line ends at `\n`, `\r\n` or a lone `\r`, as in LSP and VS Code, and keeps its terminator, so that
 * `splitLines(text).join('') === text`. The last line may have none. An empty text has no lines.
 */
export function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== LF && code !== CR) continue;
    if (code === CR && text.charCodeAt(at + 1) === LF) at += 1;
    lines.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** The line without its terminator. */
export function withoutTerminator(line: string): string {
  let end = line.length;
  if (end > 0 && line.charCodeAt(end - 1) === LF) end -= 1;
  if (end > 0 && line.charCodeAt(end - 1) === CR) end -= 1;
  return line.slice(0, end);
}
