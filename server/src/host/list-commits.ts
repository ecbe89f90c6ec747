import { worded } from '../core/model/wording.ts';
import { ask, toRun, type Repository } from './git-repository.ts';
import type { GitChange, GitSide } from './git-changes.ts';
import { isObjectId } from './git-blobs.ts';
import { runGit, splitNul, toProblem } from './git-run.ts';
import { throwProblem } from './problems.ts';

/** A commit with what it changed by itself: a merge, only what is as in none of its parents. */
export interface RangeCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly subject: string;
  /** ISO 8601, UTC: of the committer. */
  readonly at: string;
  /** `git patch-id --stable`; null: an empty or a merge commit. */
  readonly patchId: string | null;
  readonly changes: readonly GitChange[];
}

const maxCommits = 20_000;

/**
 * Oldest first.
 *
 * @param range as `git rev-list` takes it: `main..HEAD`
 * @throws HostProblem when git does not know it, or it holds too many
 */
export async function listRangeCommits(repository: Repository, range: string): Promise<readonly RangeCommit[]> {
  if (range === '' || range.startsWith('-'))
    return throwProblem('unknownRevision', worded`"${range}" is no range of commits.`);
  const format = '--format=%H%x00%P%x00%ct%x00%s';
  const run = toRun(repository, {
    arguments: ['log', '-z', '--reverse', '--topo-order', format, `--max-count=${maxCommits + 1}`, range, '--'],
  });
  const answer = await runGit(run);
  if (answer.exitCode !== 0) {
    if (/bad revision|unknown revision|ambiguous/.test(answer.complaint))
      return throwProblem('unknownRevision', worded`"${range}" is no range of commits here.`);
    throw toProblem(run, answer);
  }
  const parts = splitNul(answer.output);
  const rows = Array.from({ length: Math.floor(parts.length / 4) }, (_, index) =>
    parts.slice(index * 4, index * 4 + 4),
  );
  if (rows.length > maxCommits)
    return throwProblem('tooMany', worded`"${range}" holds more than ${maxCommits} commits.`);
  const commits = rows.map(([id = '', parents = '', seconds = '0', subject = '']) => ({
    id,
    subject,
    at: new Date(Number(seconds) * 1000).toISOString(),
    parents: parents.split(' ').filter(isObjectId),
  }));
  const [patchIds, changes] = [await readPatchIds(repository, range), await readCommitChanges(repository, commits)];
  return commits.map((commit) => ({
    ...commit,
    patchId: patchIds.get(commit.id) ?? null,
    changes: changes.get(commit.id) ?? [],
  }));
}

/** `<patch id> <commit>` a line. */
async function readPatchIds(repository: Repository, range: string): Promise<ReadonlyMap<string, string>> {
  const log = ['log', '-p', '--no-merges', '--root', '--no-ext-diff', '--no-textconv', '--full-index', range, '--'];
  const patches = await ask(repository, { arguments: log, timeoutMs: 300_000 });
  const answer = await ask(repository, { arguments: ['patch-id', '--stable'], input: patches });
  const rows = answer.toString('utf8').split('\n');
  return new Map(rows.map((row) => [row.slice(row.indexOf(' ') + 1), row.slice(0, row.indexOf(' '))] as const));
}

type Named = Pick<RangeCommit, 'id' | 'parents'>;

/** All of them by one process. A merge is compared with each parent; what differs from all of them is its own. */
async function readCommitChanges(
  repository: Repository,
  commits: readonly Named[],
): Promise<ReadonlyMap<string, readonly GitChange[]>> {
  const input = commits
    .flatMap(({ id, parents }) => (parents.length === 0 ? [id] : parents.map((parent) => `${id} ${parent}`)))
    .map((line) => `${line}\n`)
    .join('');
  const flags = ['--stdin', '--root', '-r', '-z', '--raw', '--always', '--no-renames', '--no-abbrev', '--relative'];
  const answer = await ask(repository, { arguments: ['diff-tree', ...flags], input, timeoutMs: 300_000 });
  const sets = new Map<string, GitChange[][]>();
  let current: GitChange[] = [];
  const parts = splitNul(answer);
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    if (!part.startsWith(':')) {
      current = [];
      const id = part.trim();
      sets.set(id, [...(sets.get(id) ?? []), current]);
      continue;
    }
    const [modeBefore = '', modeAfter = '', before = '', after = ''] = part.slice(1).split(' ');
    at += 1;
    current.push({ path: parts[at] ?? '', before: toSide(modeBefore, before), after: toSide(modeAfter, after) });
  }
  return new Map([...sets].map(([id, [first = [], ...others]]) => [id, first.filter(isInAll(others))]));
}

function toSide(mode: string, id: string): GitSide | null {
  return mode === '000000' ? null : { mode, id };
}

function isInAll(others: readonly (readonly GitChange[])[]): (change: GitChange) => boolean {
  const paths = others.map((changes) => new Set(changes.map(({ path }) => path)));
  return ({ path }) => paths.every((set) => set.has(path));
}
