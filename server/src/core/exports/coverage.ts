import type { LedgerRecord, RecordedHunk } from '../model/record.ts';
import { isAccepted } from './entry.ts';

/** What commits changed, as git says: blob ids, null where the file is not there. */
export interface RangeOfCommits {
  /** As it was asked for: `main..HEAD`. */
  readonly range: string;
  readonly commits: readonly RangeCommit[];
}

export interface RangeCommit {
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Of a merge: null, for what it brings is in its parents. */
  readonly changes: readonly CommitChange[] | null;
}

export interface CommitChange {
  readonly path: string;
  readonly beforeBlob: string | null;
  readonly afterBlob: string | null;
}

/**
 * `content`: a record accepts hunks of exactly this content. `bound`: a binding record ties the commit to records, and does not
 * name the path as one they do not account for. `none`: neither.
 */
export type Account = 'content' | 'bound' | 'none';

export interface CoveredChange extends CommitChange {
  readonly account: Account;
  /** Numbers of the records that accept hunks of exactly this content. */
  readonly records: readonly number[];
}

export interface CoveredCommit {
  readonly commit: string;
  readonly at: string;
  readonly changes: readonly CoveredChange[] | null;
}

export interface Coverage {
  readonly range: string;
  readonly commits: readonly CoveredCommit[];
  readonly counts: Readonly<Record<Account, number>>;
}

/**
 * Which changes of a range records account for. It compares contents; that every hunk of a file was decided is for the gate
 * to say, which recomputes them.
 */
export function coverRange(records: Iterable<LedgerRecord>, range: RangeOfCommits): Coverage {
  const wanted = new Set(range.commits.flatMap(({ changes }) => (changes ?? []).map(keyOf)));
  const commits = new Set(range.commits.map(({ commit }) => commit));
  const accepted = acceptedContents(records, wanted);
  const unmatched = new Map<string, Set<string>>();
  for (const record of records) {
    if (record.kind !== 'binding' || !commits.has(record.commit) || record.records.length === 0) continue;
    // A later binding of the same commit can only account for more.
    const known = unmatched.get(record.commit);
    const paths = known === undefined ? record.unmatched : record.unmatched.filter((path) => known.has(path));
    unmatched.set(record.commit, new Set(paths));
  }
  const counts = { content: 0, bound: 0, none: 0 };
  const covered = range.commits.map(({ commit, at, changes }) => ({
    commit,
    at,
    changes:
      changes?.map((change): CoveredChange => {
        const found = [...new Set(accepted.get(keyOf(change))?.values())].toSorted((one, other) => one - other);
        const open = unmatched.get(commit);
        const account = found.length > 0 ? 'content' : open !== undefined && !open.has(change.path) ? 'bound' : 'none';
        counts[account] += 1;
        return { ...change, account, records: found };
      }) ?? null,
  }));
  return { range: range.range, commits: covered, counts };
}

/** Change sets with a decision on a content of the range, or bound to one of its commits. */
export function changeSetsOfRange(records: Iterable<LedgerRecord>, range: RangeOfCommits): ReadonlySet<string> {
  const wanted = new Set(range.commits.flatMap(({ changes }) => (changes ?? []).map(keyOf)));
  const commits = new Set(range.commits.map(({ commit }) => commit));
  const setOf = new Map<string, string>();
  const found = new Set<string>();
  for (const record of records) {
    if (record.kind === 'decision') {
      setOf.set(record.hash, record.changeSet);
      if (record.hunks.some((hunk) => wanted.has(keyOf(hunk)))) found.add(record.changeSet);
    } else if (record.kind === 'binding' && commits.has(record.commit)) {
      for (const set of record.records.map((hash) => setOf.get(hash))) if (set !== undefined) found.add(set);
    }
  }
  return found;
}

/** By content: the hunks whose newest decision accepts them, each with the number of that record. */
function acceptedContents(
  records: Iterable<LedgerRecord>,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const accepted = new Map<string, Map<string, number>>();
  for (const record of records) {
    if (record.kind !== 'decision') continue;
    for (const hunk of record.hunks) {
      const key = keyOf(hunk);
      if (!wanted.has(key)) continue;
      const hunks = accepted.get(key) ?? new Map<string, number>();
      accepted.set(key, hunks);
      const name = `${record.changeSet}\0${hunk.id}`;
      if (isAccepted(record.outcome)) hunks.set(name, record.seq);
      else hunks.delete(name);
    }
  }
  return accepted;
}

/** A deletion leaves no content: what it took away stands for it. */
function keyOf({ path, beforeBlob, afterBlob }: CommitChange | RecordedHunk): string {
  return afterBlob === null ? `-${beforeBlob ?? ''}\0${path}` : `+${afterBlob}\0${path}`;
}
