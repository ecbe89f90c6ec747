import type { CommitChange, RangeCommit, RangeOfCommits } from '../core/export.ts';
import { ask, type Repository } from './git-repository.ts';
import { resolveOnlyRevision } from './git-revisions.ts';
import { splitNul } from './git-run.ts';

/**
 * What each commit of `A..B` changed, oldest first. Renames are a removal and an addition, as records see them.
 *
 * @returns null when it is no range
 * @throws HostProblem when an end of it is not here
 */
export async function readRange(repository: Repository, range: string): Promise<RangeOfCommits | null> {
  const match = /^(.*?[^.])\.\.([^.].*)?$/su.exec(range);
  if (match === null) return null;
  const from = await resolveOnlyRevision(repository, match[1] ?? '');
  const to = await resolveOnlyRevision(repository, match[2] ?? 'HEAD');
  const output = await ask(repository, {
    arguments: [
      '-c',
      'log.showRoot=true',
      'log',
      '-z',
      '--reverse',
      '--raw',
      '--no-abbrev',
      '--no-renames',
      format,
      `${from}..${to}`,
      '--',
    ],
  });
  return { range, commits: toCommits(output) };
}

const format = '--format=%H%x09%P%x09%ct';

function toCommits(output: Buffer): RangeCommit[] {
  const commits: (RangeCommit & { readonly changes: CommitChange[] | null })[] = [];
  const parts = splitNul(output);
  for (let at = 0; at < parts.length; at += 1) {
    const part = (parts[at] ?? '').replace(/^\n+/u, '');
    if (part.startsWith(':')) {
      const [, , before = '', after = ''] = part.split(' ');
      at += 1;
      commits.at(-1)?.changes?.push({ path: parts[at] ?? '', beforeBlob: toBlob(before), afterBlob: toBlob(after) });
      continue;
    }
    const [commit = '', parents = '', seconds = '0'] = part.split('\t');
    if (commit === '') continue;
    const isMerge = parents.includes(' ');
    commits.push({ commit, at: new Date(Number(seconds) * 1000).toISOString(), changes: isMerge ? null : [] });
  }
  return commits;
}

function toBlob(id: string): string | null {
  return /^0+$/u.test(id) ? null : id;
}
