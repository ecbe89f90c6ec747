import type { PatchHunk, PatchLine } from './read-patch.ts';

/**
 * The text after the hunks, each at its own place or at the nearest one where its context and removed lines stand
 * exactly (as `git apply` does; no fuzz). Patches split lines at `\n` only. Only when that fails, and the file and the patch
 * differ wholly in line endings (a patch that was mailed, or saved on Windows), the patch takes the file's.
 */
export function applyPatchHunks(before: string, hunks: readonly PatchHunk[]): string | { readonly failedAt: number } {
  const exact = applyLines(before, hunks, (line) => line);
  const toFile = typeof exact === 'string' ? null : convertEndings(before, hunks);
  return toFile === null ? exact : applyLines(before, hunks, toFile);
}

type Convert = (line: string) => string;

function applyLines(before: string, hunks: readonly PatchHunk[], toFile: Convert): ReturnType<typeof applyPatchHunks> {
  const lines = before.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
  const parts: string[] = [];
  let at = 0;
  let shift = 0;
  for (const hunk of hunks) {
    const earlier = sideOf(hunk, 'added', toFile);
    const place = findPlace(lines, earlier, hunk.start + shift, at);
    if (place === null) return { failedAt: hunk.at };
    parts.push(lines.slice(at, place).join(''), sideOf(hunk, 'removed', toFile).join(''));
    at = place + earlier.length;
    shift = place - hunk.start;
  }
  parts.push(lines.slice(at).join(''));
  return parts.join('');
}

/** Lines of one side of a hunk: all but those of the kind that is only on the other. */
function sideOf(hunk: PatchHunk, without: PatchLine['kind'], toFile: Convert): readonly string[] {
  return hunk.lines.filter((line) => line.kind !== without).map((line) => toFile(line.text));
}

function convertEndings(before: string, hunks: readonly PatchHunk[]): Convert | null {
  const endings = hunks.flatMap((hunk) => hunk.lines.filter((line) => line.text.endsWith('\n')));
  const crlf = endings.filter((line) => line.text.endsWith('\r\n')).length;
  const inFile = before.split('\n').length - 1;
  const crlfInFile = before.split('\r\n').length - 1;
  if (inFile > 0 && crlfInFile === inFile && crlf === 0) return (line) => line.replace(/\n$/u, '\r\n');
  if (crlfInFile === 0 && crlf > 0 && crlf === endings.length) return (line) => line.replace(/\r\n$/u, '\n');
  return null;
}

function findPlace(lines: readonly string[], wanted: readonly string[], expected: number, from: number): number | null {
  const last = lines.length - wanted.length;
  const isInsertion = wanted.length === 0; // nothing to find it by: only its own place will do
  if (expected >= from && expected <= last && standsAt(lines, wanted, expected)) return expected;
  if (isInsertion) return null;
  for (let distance = 1; distance <= lines.length; distance += 1) {
    for (const place of [expected - distance, expected + distance]) {
      if (place >= from && place <= last && standsAt(lines, wanted, place)) return place;
    }
  }
  return null;
}

function standsAt(lines: readonly string[], wanted: readonly string[], place: number): boolean {
  return wanted.every((line, index) => lines[place + index] === line);
}
