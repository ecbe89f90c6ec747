import type { FileChange, Hunk, HunkId } from '../model/change.ts';
import { splitLines } from '../text/lines.ts';
import { isWholeFile } from './hunks.ts';

/** `before` with the chosen hunks applied, exact to the byte; with all of them it is `after`. */
export function applyHunks(before: string, after: string, hunks: readonly Hunk[], chosen: ReadonlySet<HunkId>): string {
  const linesBefore = splitLines(before);
  const linesAfter = splitLines(after);
  const parts: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    const end = hunk.before.start + hunk.before.lines;
    const { lines, span } = chosen.has(hunk.id)
      ? { lines: linesAfter, span: hunk.after }
      : { lines: linesBefore, span: hunk.before };
    parts.push(linesBefore.slice(at, hunk.before.start).join(''));
    parts.push(lines.slice(span.start, span.start + span.lines).join(''));
    at = end;
  }
  parts.push(linesBefore.slice(at).join(''));
  return parts.join('');
}

/**
 * What a file holds when exactly the chosen hunks of its change are applied: its text, or null when it does not exist.
 * `whole` says that one complete side was chosen, so that the host can write that side's exact bytes.
 */
export interface AppliedFile {
  readonly text: string | null;
  readonly whole: 'before' | 'after' | null;
}

export function applyToFile(file: FileChange, chosen: ReadonlySet<HunkId>): AppliedFile {
  const count = file.hunks.filter((hunk) => chosen.has(hunk.id)).length;
  if (count === file.hunks.length && count > 0) return { text: file.after?.text ?? null, whole: 'after' };
  if (count === 0) return { text: file.before?.text ?? null, whole: 'before' };
  if (file.hunks.some(isWholeFile)) throw new Error(`${file.path}: a whole-file hunk beside others`);
  return { text: applyHunks(file.before?.text ?? '', file.after?.text ?? '', file.hunks, chosen), whole: null };
}
