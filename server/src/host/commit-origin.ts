import { groupTraces, originOf, originOfCommits, traceFile, type OriginOfCommits } from '../core/channel.ts';
import { readCommitTexts } from './commit-texts.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { Repository } from './git-repository.ts';
import { fromCommit } from './summary-source.ts';

export interface RangeOrigin extends OriginOfCommits {
  readonly commits: number;
}

/** Of more nobody can be told who wrote them. */
const maxCommits = 5000;
const maxBytes = 64 * 1024 * 1024;

/** Whose the commits are that `head` has and `base` has not; `base` null: all of them. Merges write nothing of their own. */
export async function readRangeOrigin(repository: Repository, base: string | null, head: string): Promise<RangeOrigin> {
  const range = base === null ? head : `${base}..${head}`;
  const flags = ['--no-merges', `--max-count=${maxCommits + 1}`, range];
  const logged = await readCommitTexts(repository, flags, maxBytes);
  const traces = groupTraces((await fromCommit(repository, head)(traceFile))?.text ?? '');
  const commits = logged.map((commit) => ({ ...commit, traces: traces.get(commit.id) ?? [] }));
  const without = originOf('git');
  if (commits.length > maxCommits)
    return { origin: without, partly: [], named: 0, agents: [], commits: commits.length };
  return { ...originOfCommits(commits, without), commits: commits.length };
}

/** A change set that says whose its commits are. */
export function withRangeOrigin(changeSet: ChangeSet, { origin, partly }: RangeOrigin): ChangeSet {
  return { ...changeSet, origin, ...(partly.length === 0 ? {} : { partly }) };
}
