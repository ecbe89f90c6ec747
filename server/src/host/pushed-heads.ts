import { askIfAny, type Repository } from './git-repository.ts';
import { findRevision, readRefs } from './git-revisions.ts';

/** Something that a push brings and the gate has an opinion on. */
export interface PushedHead {
  /** As it will be called there: `refs/heads/topic`, `refs/tags/v1`. */
  readonly name: string;
  readonly commit: string;
}

/**
 * What git tells its hook before a push: every branch; and tags, and what else is no branch, where they bring commits that no branch
 * there has, as far as this clone knows, and none that is pushed along. What is deleted brings nothing. A commit is named once.
 *
 * @param remote as git names it to the hook: a remote, or a URL of which this clone knows no branches
 * @param lines local name and id, name and id there, one a line
 * @see githooks(5), pre-push
 */
export async function readPushedHeads(
  repository: Repository,
  remote: string,
  lines: string,
): Promise<readonly PushedHead[]> {
  const pushed: PushedHead[] = [];
  for (const line of lines.split('\n')) {
    const [, id = '', name = ''] = line.split(' ');
    if (!/^(?!0+$)[0-9a-f]{40,64}$/.test(id) || name.startsWith('refs/countersign/')) continue;
    const commit = await findRevision(repository, id);
    if (commit !== null) pushed.push({ name, commit });
  }
  const branches = once(pushed.filter(isBranch));
  const others = once(pushed.filter((head) => !isBranch(head)));
  if (others.length === 0) return branches;
  const known = (await readRefs(repository, [`refs/remotes/${remote}/`])).map(({ commit }) => commit);
  const brought: PushedHead[] = [];
  for (const head of others)
    if (await bringsMore(repository, head.commit, [...known, ...branches.map(({ commit }) => commit)]))
      brought.push(head);
  return [...branches, ...brought];
}

function isBranch({ name }: PushedHead): boolean {
  return name.startsWith('refs/heads/');
}

function once(heads: readonly PushedHead[]): readonly PushedHead[] {
  return [...new Map(heads.map((head) => [head.commit, head] as const)).values()];
}

async function bringsMore(repository: Repository, commit: string, known: readonly string[]): Promise<boolean> {
  const input = [commit, ...known.map((each) => `^${each}`), ''].join('\n');
  const first = await askIfAny(repository, { arguments: ['rev-list', '--max-count=1', '--stdin'], input });
  return first !== '';
}
