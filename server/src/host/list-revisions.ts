import { originOf, originOfCommits } from '../core/channel.ts';
import { ask, type Repository } from './git-repository.ts';
import { readRefs, toShortName } from './git-revisions.ts';
import { splitNul } from './git-run.ts';

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
  if (refs.length === 0) return { branches: [], commits: [] };
  const format = '--format=%H%x00%s%x00%cI%x00%an%x00%ae%x00%(trailers:only,unfold)%x00%N';
  const flags = ['-z', '--no-notes', '--notes=refs/notes/ai', `--max-count=${maxCommits}`, format];
  const parts = splitNul(await ask(repository, { arguments: ['log', ...flags, 'HEAD', '--'] }));
  const commits = Array.from({ length: Math.floor(parts.length / members) }, (_, index) =>
    toCommit(parts.slice(index * members, (index + 1) * members)),
  );
  return { branches: branches.slice(0, maxBranches), commits };
}

const members = 7;

function toCommit(parts: readonly string[]): ListedCommit {
  const [id = '', subject = '', at = '', author = '', authorAddress = '', trailers = '', note = ''] = parts;
  const text = { authorName: author, authorAddress, trailers: trailers.split('\n'), note, traces: [] };
  return { id, subject, at, author, agents: originOfCommits([text], originOf('git')).agents };
}
