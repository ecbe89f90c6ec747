/** A part of a command in which a program runs what a server answers: `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`. */
export interface RemoteCode {
  /** Offsets in the text, half-open. */
  readonly start: number;
  readonly end: number;
  readonly program: string;
  /** Null: known only at run time. */
  readonly host: string | null;
}

// What stands between is one command: bounded, so that no text makes the search long.
const PIPED =
  /\b(?:curl|wget)\b([^|\n;&]{0,400})\|\s{0,20}(?:sudo\s{1,5}(?:-\S{1,20}\s{1,5}){0,3})?(?:\/[\w/]{1,40}\/)?((?:ba|z|da|k|a)?sh|python3?|perl|ruby|node)\b/g;
const SUBSTITUTED =
  /\b((?:ba|z|da|k|a)?sh|eval|source)\s[^\n;&|]{0,40}(?:<\(|\$\()\s{0,5}(?:curl|wget)\b([^)\n]{0,400})\)/g;

export function remoteCodeIn(text: string): readonly RemoteCode[] {
  // A line that goes on is one; offsets stay what they are.
  const joined = text.replace(/\\\r?\n/g, (gap) => ' '.repeat(gap.length));
  const found: RemoteCode[] = [];
  for (const [pattern, words, program] of [
    [PIPED, 1, 2],
    [SUBSTITUTED, 2, 1],
  ] as const) {
    for (const match of joined.matchAll(pattern)) {
      const line = joined.slice(joined.lastIndexOf('\n', match.index) + 1, match.index);
      if (/(?:^|\s)#/.test(line)) continue;
      const host = /https?:\/\/([\w.-]+(?::\d+)?)/.exec(match[words]!)?.[1] ?? null;
      found.push({ start: match.index, end: match.index + match[0].length, program: match[program]!, host });
    }
  }
  return found;
}
