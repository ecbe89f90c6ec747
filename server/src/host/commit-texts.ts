import type { CommitText } from '../core/channel.ts';
import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';

/** What git itself has of a commit. Traces are files. */
export interface LoggedCommit extends Omit<CommitText, 'traces'> {
  readonly id: string;
  readonly subject: string;
  /** ISO 8601: when it was committed. */
  readonly at: string;
}

const format = '--format=%H%x00%s%x00%cI%x00%an%x00%ae%x00%(trailers:only,unfold)%x00%N';
const members = 7;

/**
 * Newest first.
 * @param flags of `git log`, with which commits it is to list
 */
export async function readCommitTexts(
  repository: Repository,
  flags: readonly string[],
  maxOutputBytes?: number,
): Promise<readonly LoggedCommit[]> {
  const notes = ['--no-notes', '--notes=refs/notes/ai'];
  const answer = await ask(repository, {
    arguments: ['log', '-z', ...notes, format, ...flags, '--'],
    ...(maxOutputBytes !== undefined && { maxOutputBytes }),
  });
  const parts = splitNul(answer);
  return Array.from({ length: Math.floor(parts.length / members) }, (_, index) =>
    toCommit(parts.slice(index * members, (index + 1) * members)),
  );
}

function toCommit(parts: readonly string[]): LoggedCommit {
  const [id = '', subject = '', at = '', authorName = '', authorAddress = '', trailers = '', note = ''] = parts;
  const lines = trailers.split('\n').filter((line) => line !== '');
  return { id, subject, at, authorName, authorAddress, trailers: lines, note };
}
