import type { KnownRepository } from '../core/model/ledger.ts';
import { worded } from '../core/model/wording.ts';
import { askForText, askIfAny, type Repository } from './git-repository.ts';
import { throwProblem } from './problems.ts';

export interface Head {
  /** Null while there is no commit yet. */
  readonly commit: string | null;
  /** Full ref name; null when detached. */
  readonly branch: string | null;
}

/** @throws HostProblem when HEAD names a commit that is not there */
export async function readHead(repository: Repository): Promise<Head> {
  // One process where there is a commit, which is nearly always.
  const both = await askIfAny(repository, {
    arguments: ['rev-parse', 'HEAD^{commit}', '--symbolic-full-name', 'HEAD'],
  });
  const [, known, name] = /^([0-9a-f]{40,})\n(HEAD|refs\/.+)$/.exec(both ?? '') ?? [];
  if (known !== undefined && name !== undefined) return { commit: known, branch: name === 'HEAD' ? null : name };
  const [commit, branch] = await Promise.all([
    askIfAny(repository, { arguments: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] }),
    askIfAny(repository, { arguments: ['symbolic-ref', '--quiet', 'HEAD'] }),
  ]);
  // A name without its commit is damage, and no beginning: everything would look new.
  const named =
    commit === null ? await askIfAny(repository, { arguments: ['rev-parse', '--verify', '--quiet', 'HEAD'] }) : null;
  if (named !== null)
    throwProblem('gitMissingObject', worded`HEAD is ${named.slice(0, 10)}, and that commit is not in this clone.`);
  return { commit, branch };
}

/** @throws HostProblem when no commit here has that name */
export async function resolveRevision(repository: Repository, revision: string): Promise<string> {
  const found = await findRevision(repository, revision);
  return found ?? throwProblem('unknownRevision', worded`No commit here is named "${revision}".`);
}

export async function findRevision(repository: Repository, revision: string): Promise<string | null> {
  if (revision === '' || revision.startsWith('-') || revision.includes('\0')) return null;
  return await askIfAny(repository, { arguments: ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`] });
}

/**
 * As `resolveRevision`, for what decides: git prefers a tag `origin/main` to the branch of the remote.
 * @throws HostProblem also when several refs have that name and are not of one commit
 */
export async function resolveOnlyRevision(repository: Repository, revision: string): Promise<string> {
  const found = await resolveRevision(repository, revision);
  const name = revision.split(/[~^:]|@\{/, 1)[0] ?? '';
  // A full id is an id, whatever refs are called.
  if (name === '' || name === 'HEAD' || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) return found;
  const places = ['refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'].map((place) => `${place}${name}`);
  const refs = (await readRefs(repository, places)).filter((ref) => places.includes(ref.name));
  if (refs.length < 2) return found;
  const commits = await Promise.all(refs.map((ref) => findRevision(repository, ref.name)));
  if (new Set(commits).size > 1)
    throwProblem('ambiguousRevision', worded`"${revision}" may be ${refs.map((ref) => `"${ref.name}"`).join(' or ')}.`);
  return found;
}

export async function findMergeBase(repository: Repository, one: string, other: string): Promise<string | null> {
  return await askIfAny(repository, { arguments: ['merge-base', one, other] });
}

/**
 * What tells this repository from others, whatever it and its remotes are called. Clones and forks begin with the same commits; what
 * was merged into it from elsewhere does not count.
 *
 * @param revision of it alone: what the gate judges must not say itself where it belongs. Null: HEAD and every branch here
 */
export async function readIdentity(repository: Repository | null, revision: string | null): Promise<KnownRepository> {
  if (repository === null || (await isShallow(repository))) return null;
  const { commit } = revision === null ? await readHead(repository) : { commit: revision };
  const from = [...(revision === null ? ['--branches'] : []), ...(commit === null ? [] : [commit])];
  const answer = await askIfAny(repository, {
    arguments: ['rev-list', '--first-parent', '--max-parents=0', ...from, '--'],
  });
  const roots = (answer ?? '').split('\n').filter((line) => line !== '');
  return roots.length === 0 ? null : { scheme: 'root-commits/1', roots: roots.sort().slice(0, maxRoots) };
}

const maxRoots = 1_000;

export async function isShallow(repository: Repository): Promise<boolean> {
  return (await askIfAny(repository, { arguments: ['rev-parse', '--is-shallow-repository'] })) === 'true';
}

/** What a change is compared with. `commit` null stands for the empty tree. */
export interface Base {
  readonly commit: string | null;
  /** For people: `origin/main`, `HEAD (no remote)`. */
  readonly title: string;
}

/**
 * The point where the work left the default branch: merge base of HEAD with the remote's default branch, else with a
 * local `main` or `master`, else HEAD itself; the empty tree before the first commit.
 *
 * @throws HostProblem when the histories have no common commit
 */
export async function findDefaultBase(repository: Repository): Promise<Base> {
  const head = await readHead(repository);
  if (head.commit === null) return { commit: null, title: 'the empty tree (no commit yet)' };
  const upstream = await findDefaultBranch(repository, head);
  if (upstream === null) return { commit: head.commit, title: 'HEAD (no other branch to compare with)' };
  return { commit: await mergeBaseOf(repository, head.commit, upstream), title: toShortName(upstream) };
}

/** @throws HostProblem when there is no common commit, or a shallow clone does not reach back to it */
export async function mergeBaseOf(repository: Repository, head: string, other: string): Promise<string> {
  const base = await findMergeBase(repository, head, other);
  if (base !== null) return base;
  const shown = toShortName(other);
  if (await isShallow(repository)) {
    return throwProblem(
      'gitMissingObject',
      worded`This shallow clone does not reach back to where HEAD left ${shown}.`,
    );
  }
  return throwProblem('unknownRevision', worded`HEAD and ${shown} have no common commit.`);
}

/** Full ref name of the upstream default branch, or of a local one the work is not on. */
export async function findDefaultBranch(repository: Repository, head: Head): Promise<string | null> {
  const refs = await readRefs(repository, ['refs/remotes', 'refs/heads']);
  const names = new Set(refs.map(({ name }) => name));
  const remotes = [
    'origin',
    'upstream',
    ...refs.flatMap(({ name }) => /^refs\/remotes\/([^/]+)\//.exec(name)?.[1] ?? []),
  ];
  for (const remote of remotes) {
    const target = refs.find(({ name }) => name === `refs/remotes/${remote}/HEAD`)?.symbolic;
    if (target !== undefined && target !== '' && names.has(target)) return target;
  }
  const usual = ['main', 'master', 'trunk', repository.configuration.get('init.defaultbranch') ?? 'main'];
  const candidates = [
    ...remotes.flatMap((remote) => usual.map((branch) => `refs/remotes/${remote}/${branch}`)),
    ...usual.map((branch) => `refs/heads/${branch}`),
  ];
  return candidates.find((name) => names.has(name) && name !== head.branch) ?? null;
}

export interface Ref {
  readonly name: string;
  readonly commit: string;
  readonly symbolic: string;
}

const maxRefs = 10_000;

export async function readRefs(
  repository: Repository,
  patterns: readonly string[],
  most = maxRefs,
): Promise<readonly Ref[]> {
  const format = '--format=%(refname)%09%(objectname)%09%(symref)';
  const answer = await askForText(repository, {
    arguments: ['for-each-ref', `--count=${most}`, format, ...patterns],
  });
  return answer.split('\n').flatMap((line) => {
    const [name = '', commit = '', symbolic = ''] = line.split('\t');
    return name === '' ? [] : [{ name, commit, symbolic }];
  });
}

export function toShortName(ref: string): string {
  return ref.replace(/^refs\/(?:remotes|heads|tags)\//, '');
}
