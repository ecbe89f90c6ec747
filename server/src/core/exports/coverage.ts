import { count } from './count.ts';

/** What records say of the commits of a range, as `countersign audit` finds it. */
export interface RangeOfCommits {
  /** As it was asked for: `main..HEAD`. */
  readonly range: string;
  readonly commits: readonly RangeCommit[];
}

export interface RangeCommit {
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Of a merge: what is as in none of its parents; null: it brings nothing of its own. */
  readonly changes: readonly CommitChange[] | null;
  /** How many of the records that account for it nobody who may has signed. */
  readonly unsigned: number;
}

/**
 * `content`: decisions lead from the content the commit found to the one it left. `bound`: a commit with the same patch is tied to
 * records. `hunks`: each of its hunks was decided, wherever it stood. `none`: not all of it is accounted for.
 */
export type Account = 'content' | 'bound' | 'hunks' | 'none';

export interface CommitChange {
  readonly path: string;
  /** Git blob ids, null where the file is not there. */
  readonly beforeBlob: string | null;
  readonly afterBlob: string | null;
  readonly account: Account;
  /** Hashes of the records that account for it, or for some of it. */
  readonly records: readonly string[];
  /** Lines taken and given by hunks without a record. */
  readonly openLines: number;
}

/** Where a record stands. */
export interface RecordPlace {
  readonly ledger: string;
  readonly seq: number;
  readonly hash: string;
}

export interface Coverage {
  readonly range: string;
  readonly commits: readonly CoveredCommit[];
  readonly counts: Readonly<Record<Account, number>>;
  /** In sentences, as `countersign audit` says it. */
  readonly words: string;
}

export interface CoveredCommit extends Pick<RangeCommit, 'commit' | 'at' | 'unsigned'> {
  readonly changes: readonly CoveredChange[] | null;
}

export interface CoveredChange extends Omit<CommitChange, 'records'> {
  /** Their numbers, each in its own ledger. */
  readonly records: readonly number[];
  readonly places: readonly RecordPlace[];
}

/**
 * Which changes of a range records account for, with the places of those records.
 *
 * @param isMeant of paths, where not all are asked for
 */
export function coverRange(
  all: RangeOfCommits,
  placeOf: (hash: string) => RecordPlace | null,
  isMeant?: (path: string) => boolean,
): Coverage {
  const range = isMeant === undefined ? all : withChangesOf(all, isMeant);
  const counts = { content: 0, bound: 0, hunks: 0, none: 0 };
  const { accounted, unsigned } = describeRange(range);
  const commits = range.commits.map(({ changes, ...commit }) => ({
    ...commit,
    changes:
      changes?.map((change): CoveredChange => {
        counts[change.account] += 1;
        const places = change.records.flatMap((hash) => placeOf(hash) ?? []);
        return { ...change, records: places.map(({ seq }) => seq), places };
      }) ?? null,
  }));
  return {
    range: range.range,
    commits,
    counts,
    words: [
      accounted,
      unsigned,
      isMeant === undefined
        ? null
        : `Of the ${count(all.commits.length, 'commit')} only what changes these paths is here.`,
    ]
      .filter((words) => words !== null)
      .join(' '),
  };
}

function withChangesOf(range: RangeOfCommits, isMeant: (path: string) => boolean): RangeOfCommits {
  const commits = range.commits.flatMap((commit) => {
    const changes = (commit.changes ?? []).filter(({ path }) => isMeant(path));
    return changes.length === 0 ? [] : [{ ...commit, changes }];
  });
  return { ...range, commits };
}

/** In sentences: how far it is accounted for, and whether that rests on signatures (null: it does). */
export function describeRange({ range, commits }: RangeOfCommits): {
  readonly accounted: string;
  readonly unsigned: string | null;
} {
  const open = commits
    .map(({ changes }) => (changes ?? []).filter(({ account }) => account === 'none'))
    .filter(({ length }) => length > 0);
  const lines = open.flat().reduce((sum, { openLines }) => sum + openLines, 0);
  const unsigned = commits.filter((commit) => commit.unsigned > 0).length;
  return {
    accounted: `${range}: ${count(commits.length, 'commit')}, ${open.length} with changes that no record accounts for (${count(lines, 'line')}).`,
    unsigned: unsigned === 0 ? null : `${count(unsigned, 'commit')} rest on records that nobody who may has signed.`,
  };
}
