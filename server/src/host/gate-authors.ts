import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';
import { readFutureState } from './merge-tree.ts';
import { describeError, errorCode, HostProblem, throwProblem } from './problems.ts';

const maxBytes = 64 * 1024 * 1024;
/** Merges that are made again to see what somebody changed in them; beyond it all that differs from both sides counts. */
const maxMerges = 50;

export interface BranchAuthors {
  /** Addresses of authors, co-authors and committers of commits that the head has and the base has not, by the paths they touch; lower case. */
  readonly byPath: ReadonlyMap<string, ReadonlySet<string>>;
  /** False: a shallow clone lacks commits of the branch, and with them who wrote what is in the last one of them. */
  readonly isWhole: boolean;
}

/**
 * @param people lower-case addresses of whoever signs here
 * @throws HostProblem when git does not answer, or what the clone lacks cannot be read
 */
export async function readAuthors(
  repository: Repository,
  base: string,
  head: string,
  people: ReadonlySet<string> = new Set(),
): Promise<BranchAuthors> {
  const named = '%ae%x02%ce%x02%at %ct%x02%(trailers:key=Co-authored-by,valueonly,separator=%x02)';
  const answer = await ask(repository, {
    // `-c`: of a merge, what is as on none of its sides.
    arguments: ['log', '-c', '--no-renames', '--name-only', '-z', `--format=%x01%H %P%x02${named}%x03`, `${base}..${head}`, '--'], // prettier-ignore
    maxOutputBytes: maxBytes,
  });
  const cut = await readCuts(repository);
  const byPath = new Map<string, Set<string>>();
  let isWhole = true;
  let merges = 0;
  for (const commit of answer.toString('utf8').split('\u0001').slice(1)) {
    const end = commit.indexOf('\u0003');
    const [ids = '', author = '', committer = '', times = '', ...others] = commit.slice(0, end).split('\u0002');
    const [id = '', ...parents] = ids.trim().split(' ');
    isWhole &&= !cut.has(id);
    const listed = commit.slice(end + 1).split('\0').map((path) => path.replace(/^\n+/, '')); // prettier-ignore
    const isRemade = parents.length > 1 && (merges += 1) <= maxMerges;
    const touched = isRemade ? await changedByHand(repository, id, parents, listed) : listed;
    const isOwn = isOwnCommit({ author, times }, people);
    const addresses = [author, ...(isOwn ? [committer] : []), ...others].flatMap(toAddress);
    for (const path of touched.filter((each) => each !== '')) {
      const known = byPath.get(path) ?? new Set<string>();
      for (const address of addresses) known.add(address);
      byPath.set(path, known);
    }
  }
  return { byPath, isWhole };
}

/**
 * Whether whoever committed it had a hand in it: not when they rebased, amended or picked what another person wrote, which keeps
 * the time of that. What an agent is the author of is of whoever committed it, whenever they did.
 */
function isOwnCommit(
  { author, times }: { readonly author: string; readonly times: string },
  people: ReadonlySet<string>,
): boolean {
  const [written, committed] = times.split(' ');
  return written === committed || !people.has(author.trim().toLowerCase());
}

/** What a merge holds and git alone would not have put there. */
async function changedByHand(
  repository: Repository,
  commit: string,
  [own = '', other = '', ...more]: readonly string[],
  listed: readonly string[],
): Promise<readonly string[]> {
  if (more.length > 0) return listed;
  try {
    const again = await readFutureState(repository, own, other);
    if (again.kind === 'conflict') return [...listed, ...again.paths];
    const flags = ['-r', '-z', '--name-only', '--no-renames'];
    return splitNul(await ask(repository, { arguments: ['diff-tree', ...flags, again.tree, commit, '--'] }));
  } catch (error) {
    // A git that cannot merge so, or sides that a shallow clone has not.
    if (error instanceof HostProblem) return listed;
    throw error;
  }
}

/**
 * Commits whose parents were not fetched. A clone that is whole has no such list; one that cannot be read says nothing.
 *
 * @throws HostProblem when it is there and cannot be read
 */
async function readCuts({ commonDirectory }: Repository): Promise<ReadonlySet<string>> {
  const path = join(commonDirectory, 'shallow');
  try {
    const text = await readFile(path, 'utf8');
    return new Set(text.split('\n').filter((line) => line !== ''));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return new Set();
    if (code === null) throw error;
    return throwProblem(
      'unreadable',
      worded`Which commits this clone lacks could not be read: ${describeError(error)}.`,
      path,
    );
  }
}

/** `Name <address>`, or an address alone. */
function toAddress(text: string): readonly string[] {
  const address = (/<([^<>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase();
  return address.includes('@') ? [address] : [];
}
