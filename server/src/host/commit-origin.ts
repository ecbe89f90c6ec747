import {
  groupTraces,
  originOf,
  originOfCommits,
  traceFile,
  type CommitText,
  type OriginOfCommits,
} from '../core/channel.ts';
import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';
import { fromCommit } from './summary-source.ts';

export interface RangeOrigin extends OriginOfCommits {
  readonly commits: number;
}

/** Of more nobody can be told who wrote them. */
const maxCommits = 5000;
const maxBytes = 64 * 1024 * 1024;

/** Whose the commits are that `head` has and `base` has not; `base` null: all of them. Merges write nothing of their own. */
export async function readRangeOrigin(repository: Repository, base: string | null, head: string): Promise<RangeOrigin> {
  const format = '--format=%H%x00%an%x00%ae%x00%(trailers:only,unfold)%x00%N';
  const flags = ['-z', '--no-merges', '--no-notes', '--notes=refs/notes/ai', `--max-count=${maxCommits + 1}`, format];
  const range = base === null ? head : `${base}..${head}`;
  const answer = await ask(repository, { arguments: ['log', ...flags, range, '--'], maxOutputBytes: maxBytes });
  const traces = groupTraces((await fromCommit(repository, head)(traceFile))?.text ?? '');
  const commits = toCommits(splitNul(answer), traces);
  const without = originOf('git');
  if (commits.length > maxCommits) return { origin: without, named: 0, agents: [], commits: commits.length };
  return { ...originOfCommits(commits, without), commits: commits.length };
}

const members = 5;

function toCommits(parts: readonly string[], traces: ReturnType<typeof groupTraces>): readonly CommitText[] {
  return Array.from({ length: Math.floor(parts.length / members) }, (_, index) => {
    const [id = '', authorName = '', authorAddress = '', trailers = '', note = ''] = parts.slice(index * members);
    const lines = trailers.split('\n').filter((line) => line !== '');
    return { authorName, authorAddress, trailers: lines, note, traces: traces.get(id) ?? [] };
  });
}
