import { originOf, originOfCommits } from '../core/channel.ts';
import type { Policy } from '../core/model/policy.ts';
import { readCommitTexts, type LoggedCommit } from './commit-texts.ts';
import { toRun, type Repository } from './git-repository.ts';
import { readHead, readRefs, toShortName } from './git-revisions.ts';
import { runGit, splitNul } from './git-run.ts';
import { ignores } from './ignored-changes.ts';

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
  /** Why it asks nobody anything: it changes no file here, or only what the policy leaves out. Null: it may. */
  readonly nothing: 'no-change' | 'ignored' | null;
}

/** Larger answers of git are not read: then nothing is said of what commits change. */
const maxPathBytes = 4_000_000;
const maxCommits = 50;
const maxBranches = 200;

/** What there is to choose from. @param policy as the gate has it: of the base */
export async function listRevisions(repository: Repository, policy: Pick<Policy, 'ignore'>): Promise<Revisions> {
  const refs = await readRefs(repository, ['refs/heads', 'refs/remotes']);
  const branches = refs.filter(({ symbolic }) => symbolic === '').map(({ name }) => toShortName(name));
  const head = await readHead(repository);
  // An orphan branch has no commit yet, whatever the others have.
  const logged =
    head.commit === null ? [] : await readCommitTexts(repository, [`--max-count=${maxCommits}`, head.commit]);
  const changed = head.commit === null ? new Map() : await readChangedPaths(repository, head.commit);
  const isLeftOut = ignores(policy);
  const nothingIn = (paths: readonly string[] | undefined): ListedCommit['nothing'] =>
    paths === undefined ? null : paths.length === 0 ? 'no-change' : paths.every(isLeftOut) ? 'ignored' : null;
  return {
    branches: branches.slice(0, maxBranches),
    commits: logged.map((commit) => toListed(commit, nothingIn(changed.get(commit.id)))),
  };
}

function toListed(commit: LoggedCommit, nothing: ListedCommit['nothing']): ListedCommit {
  const { id, subject, at, authorName: author } = commit;
  const { agents } = originOfCommits([{ ...commit, traces: [] }], originOf('git'));
  return { id, subject, author, at, agents, nothing };
}

/** Of the newest commits: both names of what is renamed; of a merge, what it brought to its first parent. */
async function readChangedPaths(repository: Repository, head: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const flags = ['-z', '--name-only', '--no-renames', '--relative', '--diff-merges=first-parent'];
  const run = toRun(repository, {
    arguments: ['log', '--format=%x01%H', ...flags, `--max-count=${maxCommits}`, head, '--'],
    maxOutputBytes: maxPathBytes,
  });
  const answer = await runGit(run);
  if (answer.exitCode !== 0) return new Map();
  const found = new Map<string, string[]>();
  let paths: string[] = [];
  for (const part of splitNul(answer.output)) {
    const text = part.startsWith('\n') ? part.slice(1) : part;
    if (text.startsWith('\u0001')) found.set(text.slice(1), (paths = []));
    else if (text !== '') paths.push(text);
  }
  return found;
}
