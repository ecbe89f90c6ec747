import { originOf, originOfCommits } from '../core/channel.ts';
import { readCommitTexts, type LoggedCommit } from './commit-texts.ts';
import type { Repository } from './git-repository.ts';
import { readHead, readRefs, toShortName } from './git-revisions.ts';

export interface Revisions {
  /** Local ones first. */
  readonly branches: readonly string[];
  /** Newest first, of HEAD. */
  readonly commits: readonly ListedCommit[];
}

export interface ListedCommit {
  readonly id: string;
  readonly subject: string;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  /** Ids or names of agents that the commit names. */
  readonly agents: readonly string[];
}

const maxCommits = 50;
const maxBranches = 200;

/** What there is to choose from. */
export async function listRevisions(repository: Repository): Promise<Revisions> {
  const refs = await readRefs(repository, ['refs/heads', 'refs/remotes']);
  const branches = refs.filter(({ symbolic }) => symbolic === '').map(({ name }) => toShortName(name));
  const head = await readHead(repository);
  // An orphan branch has no commit yet, whatever the others have.
  const logged =
    head.commit === null ? [] : await readCommitTexts(repository, [`--max-count=${maxCommits}`, head.commit]);
  return { branches: branches.slice(0, maxBranches), commits: logged.map(toListed) };
}

function toListed(commit: LoggedCommit): ListedCommit {
  const { id, subject, at, authorName: author } = commit;
  return { id, subject, author, at, agents: originOfCommits([{ ...commit, traces: [] }], originOf('git')).agents };
}
