import type { StandingDecision } from '../model/ledger.ts';
import type { BindingBody, RecordedHunk } from '../model/record.ts';
import type { RecordIndex } from './record-index.ts';

/** What a commit did to a file, against its first parent. Blobs are SHA-1 ids as records have them; null: no file there. */
export interface CommittedFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly beforeBlob: string | null;
  readonly afterBlob: string | null;
}

/** A hunk of a commit, with the lines it takes and gives. */
export interface CommittedHunk {
  readonly id: string;
  readonly path: string;
  readonly lines: number;
}

export interface Commit {
  readonly id: string;
  readonly patchId: string | null;
  readonly files: readonly CommittedFile[];
}

export interface FileMatch {
  readonly by: 'blob' | 'patch';
  /** Hashes. */
  readonly records: readonly string[];
}

export interface Match {
  /** Hashes of records, each once, in the order they were found. */
  readonly records: readonly string[];
  /** Files of which no record accounts for all. */
  readonly unmatched: readonly CommittedFile[];
  /** How each file was matched, and by which records. */
  readonly how: ReadonlyMap<string, FileMatch>;
}

const MAX_STEPS = 10_000;

/**
 * Records that account for a commit: by the exact content they accepted, step by step back to where the commit began; by an
 * earlier binding of a commit with the same patch, as rebasing and cherry-picking leave it; then by hunks (`matchHunks`).
 */
export function matchCommit(commit: Commit, index: RecordIndex): Match {
  const how = new Map<string, FileMatch>();
  const earlier =
    commit.patchId === null ? [] : index.bindings.filter(({ record }) => record.patchId === commit.patchId);
  const unmatched: CommittedFile[] = [];
  for (const file of commit.files) {
    const steps = lineageOf(file, index);
    if (steps !== null) {
      how.set(file.path, { by: 'blob', records: [...new Set(steps.map(({ record }) => record.hash))] });
      continue;
    }
    const bound = earlier.find(
      (binding) => !binding.record.unmatched.includes(file.path) && hasRecords(binding, index, file),
    );
    if (bound === undefined) unmatched.push(file);
    else how.set(file.path, { by: 'patch', records: bound.record.records });
  }
  return { records: [...new Set([...how.values()].flatMap((match) => match.records))], unmatched, how };
}

/**
 * A binding says nothing by itself: the records it names must be here, and about this file. Whoever signs nothing can tie only
 * records of their own ledger: else any patch could be tied to what somebody else accepted.
 */
function hasRecords(
  { record, ledger, sealer }: RecordIndex['bindings'][number],
  index: RecordIndex,
  file: CommittedFile,
): boolean {
  return record.records.some((hash) => {
    const named = index.record(hash);
    if (named?.record.kind !== 'decision' || (sealer === null && named.ledger !== ledger)) return false;
    return named.record.hunks.some(({ path }) => isOfFile(path, file));
  });
}

function isOfFile(path: string, file: CommittedFile): boolean {
  return path === file.path || path === file.previousPath;
}

/** Accepted decisions from what the commit made of a file back to what it found there. Null: the chain has a hole. */
function lineageOf(file: CommittedFile, index: RecordIndex): readonly StandingDecision[] | null {
  const accepted = [file.path, ...(file.previousPath === undefined ? [] : [file.previousPath])].flatMap((path) =>
    index.acceptedIn(path),
  );
  const found = new Set<StandingDecision>();
  const reached = new Set<string | null>([file.afterBlob]);
  const queue: (string | null)[] = [file.afterBlob];
  for (let steps = 0; queue.length > 0 && steps < MAX_STEPS; steps += 1) {
    const blob = queue.shift() ?? null;
    for (const decision of accepted) {
      const { beforeBlob, afterBlob } = decision.hunk;
      if (afterBlob !== blob || found.has(decision)) continue;
      found.add(decision);
      if (!reached.has(beforeBlob)) {
        reached.add(beforeBlob);
        queue.push(beforeBlob);
      }
    }
  }
  return found.size > 0 && reached.has(file.beforeBlob) && file.beforeBlob !== file.afterBlob ? [...found] : null;
}

/** By the lines of each hunk, wherever they stand now: after a squash or a rebase whole files differ. */
export function matchHunks(
  hunks: readonly CommittedHunk[],
  index: RecordIndex,
): { readonly records: readonly string[]; readonly unmatched: readonly CommittedHunk[] } {
  const records = new Set<string>();
  const unmatched: CommittedHunk[] = [];
  for (const hunk of hunks) {
    const decisions = index.acceptedIn(hunk.path).filter((decision) => isHunk(decision.hunk, hunk));
    if (decisions.length === 0) unmatched.push(hunk);
    for (const { record } of decisions) records.add(record.hash);
  }
  return { records: [...records], unmatched };
}

function isHunk(recorded: RecordedHunk, { id }: CommittedHunk): boolean {
  return recorded.id === id;
}

export function toBindingBody(
  commit: Pick<Commit, 'id' | 'patchId'>,
  records: readonly string[],
  unmatched: readonly string[],
  stamp: { readonly decidedAt: string; readonly toolVersion: string },
): BindingBody {
  return {
    kind: 'binding',
    schemaVersion: 1,
    commit: commit.id,
    patchId: commit.patchId,
    records,
    unmatched: [...new Set(unmatched)].sort(),
    decidedAt: stamp.decidedAt,
    tool: { name: 'countersign', version: stamp.toolVersion },
  };
}
