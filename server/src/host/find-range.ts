import { askIfAny, type Repository } from './git-repository.ts';
import {
  findDefaultBranch,
  findRevision,
  mergeBaseOf,
  readHead,
  resolveRevision,
  toShortName,
} from './git-revisions.ts';

export interface FoundRange {
  /** Null: the empty tree. */
  readonly base: string | null;
  readonly head: string;
  /** For people: `main..topic`, `3f2a91c0de Subject of the commit`. */
  readonly title: string;
}

/**
 * `A..B` and `A...B` as git takes them; `C^!`: one commit; the name of a branch: what it has since it left the default branch.
 *
 * @throws HostProblem when git does not know one of them, or they have no common commit
 */
export async function findRange(repository: Repository, commits: string): Promise<FoundRange> {
  const two = /^(.*?)(\.{2,3})(.*)$/su.exec(commits);
  if (two !== null) {
    const [from, head] = [await resolveRevision(repository, two[1] || 'HEAD'), two[3] || 'HEAD'];
    const to = await resolveRevision(repository, head);
    const base = two[2] === '...' ? await mergeBaseOf(repository, to, from) : from;
    return { base, head: to, title: commits };
  }
  if (commits.endsWith('^!')) return await findOne(repository, commits.slice(0, -2));
  const head = await resolveRevision(repository, commits);
  const here = await readHead(repository);
  const branch = await askIfAny(repository, { arguments: ['rev-parse', '--symbolic-full-name', commits] });
  const upstream = await findDefaultBranch(repository, { commit: head, branch });
  const against = upstream === null || upstream === branch ? (here.commit ?? head) : upstream;
  const name = upstream === null || upstream === branch ? 'HEAD' : toShortName(upstream);
  const base = await mergeBaseOf(repository, head, await resolveRevision(repository, against));
  return { base, head, title: `${commits}, since it left ${name}` };
}

/** Of a merge: what it brought to its first parent. */
async function findOne(repository: Repository, name: string): Promise<FoundRange> {
  const head = await resolveRevision(repository, name);
  const base = await findRevision(repository, `${head}^1`);
  const subject = await askIfAny(repository, { arguments: ['log', '--max-count=1', '--format=%s', head, '--'] });
  return { base, head, title: `${head.slice(0, 10)} ${(subject ?? '').slice(0, 100)}` };
}
