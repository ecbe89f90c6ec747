import type { FileChange } from '../model/change.ts';
import { keepsItsPlace } from '../text/acting-place.ts';
import { compareText } from '../text/compare-text.ts';
import { splitLines } from '../text/lines.ts';

export type UnhunkedFile = Omit<FileChange, 'hunks'>;

/** At least this share of lines must be common, as in git's default. */
const MIN_SIMILARITY = 0.5;
/** Deleted times added files that are compared line by line; above it only equal blobs are paired. */
const MAX_COMPARISONS = 2500;
const MAX_LINES = 20_000;

/** Turns a deleted and an added file with equal or similar content into one renamed file; each file is used once. */
export function pairRenames(files: readonly UnhunkedFile[]): readonly UnhunkedFile[] {
  const deleted = files.filter((file) => file.status === 'deleted').sort(byPath);
  const added = files.filter((file) => file.status === 'added').sort(byPath);
  const pairs = new Map<UnhunkedFile, UnhunkedFile>(); // added -> deleted
  const used = new Set<UnhunkedFile>();
  for (const [from, to] of [...pairEqual(deleted, added), ...pairSimilar(deleted, added)]) {
    if (used.has(from) || used.has(to) || !keepsItsPlace(from.path, to.path)) continue;
    used.add(from).add(to);
    pairs.set(to, from);
  }
  return files.flatMap((file) => {
    const from = pairs.get(file);
    if (from !== undefined) return [toRenamed(from, file)];
    return used.has(file) ? [] : [file];
  });
}

type Pair = readonly [from: UnhunkedFile, to: UnhunkedFile];

function byPath(one: UnhunkedFile, other: UnhunkedFile): number {
  return compareText(one.path, other.path);
}

/** Equal blobs; among several, files that keep their name go first. Empty files are never paired. */
function pairEqual(deleted: readonly UnhunkedFile[], added: readonly UnhunkedFile[]): readonly Pair[] {
  const byBlob = new Map<string, UnhunkedFile[]>();
  for (const file of deleted) {
    const blob = file.before?.blob ?? '';
    if (blob !== EMPTY_BLOB) byBlob.set(blob, [...(byBlob.get(blob) ?? []), file]);
  }
  const pairs = added.flatMap((to) =>
    (byBlob.get(to.after?.blob ?? '') ?? []).slice(0, 16).map((from): Pair => [from, to]),
  );
  return pairs.sort((one, other) => Number(keepsName(other)) - Number(keepsName(one)));
}

const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

function keepsName([from, to]: Pair): boolean {
  return from.path.slice(from.path.lastIndexOf('/') + 1) === to.path.slice(to.path.lastIndexOf('/') + 1);
}

function pairSimilar(deleted: readonly UnhunkedFile[], added: readonly UnhunkedFile[]): readonly Pair[] {
  if (deleted.length * added.length > MAX_COMPARISONS) return [];
  const scored: { readonly pair: Pair; readonly score: number }[] = [];
  const bags = new Map([...deleted, ...added].map((file) => [file, countLines(file)]));
  for (const to of added) {
    for (const from of deleted) {
      const score = similarity(bags.get(from) ?? null, bags.get(to) ?? null);
      if (score >= MIN_SIMILARITY) scored.push({ pair: [from, to], score });
    }
  }
  // Stable: equal scores stay in path order.
  return scored.sort((one, other) => other.score - one.score).map(({ pair }) => pair);
}

interface LineBag {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

/** Lines with their number of occurrences; blank ones do not count. Null: not compared. */
function countLines(file: UnhunkedFile): LineBag | null {
  if (file.notJudged !== undefined) return null;
  const lines = splitLines((file.before ?? file.after)?.text ?? '').map((line) => line.trim());
  if (lines.length > MAX_LINES) return null;
  const counts = new Map<string, number>();
  let size = 0;
  for (const line of lines) {
    if (line === '') continue;
    counts.set(line, (counts.get(line) ?? 0) + 1);
    size += 1;
  }
  return { counts, size };
}

/** Common lines over the larger side's lines: 1 for equal ones. */
function similarity(one: LineBag | null, other: LineBag | null): number {
  if (one === null || other === null || one.size === 0 || other.size === 0) return 0;
  if (Math.min(one.size, other.size) / Math.max(one.size, other.size) < MIN_SIMILARITY) return 0;
  let common = 0;
  for (const [line, count] of one.counts) common += Math.min(count, other.counts.get(line) ?? 0);
  return common / Math.max(one.size, other.size);
}

function toRenamed(from: UnhunkedFile, to: UnhunkedFile): UnhunkedFile {
  return {
    path: to.path,
    previousPath: from.path,
    status: 'renamed',
    ...(from.before === undefined ? {} : { before: from.before }),
    ...(to.after === undefined ? {} : { after: to.after }),
    ...(to.notJudged === undefined ? {} : { notJudged: to.notJudged }),
  };
}
