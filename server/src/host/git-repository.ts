import { lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Cancel } from '../core/model/cancel.ts';
import { worded } from '../core/model/wording.ts';
import { openBlobReader, type BlobReader } from './git-blobs.ts';
import { askGit, askGitForText, askGitIfAny, runGit, splitNul, toProblem, type GitRun } from './git-run.ts';
import { exists } from './durable.ts';
import { throwProblem } from './problems.ts';

/** A repository seen from one folder: every path that goes in or out is relative to `root` and lies below it. */
export interface Repository {
  readonly root: string;
  /** Of this work tree: `.git`, or `.git/worktrees/<name>` of the main one. */
  readonly gitDirectory: string;
  /** Shared by all work trees of a clone. */
  readonly commonDirectory: string;
  /** From the repository's top to `root`: `packages/api/`, or empty. */
  readonly prefix: string;
  readonly isBare: boolean;
  readonly objectFormat: 'sha1' | 'sha256';
  /** False: the file system has no executable bit, so the one on disk says nothing. */
  readonly tracksFileMode: boolean;
  /** The settings this product asks about, names in lower case. */
  readonly configuration: ReadonlyMap<string, string>;
  readonly settings: readonly string[];
  readonly blobs: BlobReader;
  readonly cancel?: Cancel;
  /** What one question may take. */
  readonly timeoutMs?: number;
  readonly close: () => void;
}

/**
 * The repository around a folder, or null when there is none. Nothing that its configuration names is run: hooks,
 * filters, fsmonitor, external diffs and pagers are switched off for every call.
 *
 * @throws HostProblem when there is one that cannot be read
 */
export async function openRepository(folder: string, cancel?: Cancel): Promise<Repository | null> {
  const question = ['rev-parse', '--is-bare-repository', '--git-dir', '--git-common-dir', '--show-prefix'];
  const run: GitRun = { directory: folder, arguments: question };
  const [answer, configuration] = await Promise.all([runGit(run), readConfiguration(folder)]);
  if (answer.exitCode !== 0) {
    if (!isOutside(answer.complaint)) throw toProblem(run, answer);
    await refuseBroken(folder);
    return null;
  }
  const [bare = '', gitDirectory = '', commonDirectory = '', prefix = ''] = answer.output.toString('utf8').split('\n');
  const settings = settingsWithoutFilters(configuration);
  const blobs = openBlobReader(folder, settings);
  return {
    root: await realpath(folder),
    gitDirectory: await realpath(resolve(folder, gitDirectory)),
    commonDirectory: await realpath(resolve(folder, commonDirectory)),
    prefix,
    isBare: bare === 'true',
    objectFormat: configuration.get('extensions.objectformat') === 'sha256' ? 'sha256' : 'sha1',
    tracksFileMode: configuration.get('core.filemode') !== 'false',
    configuration,
    settings,
    blobs,
    ...(cancel === undefined ? {} : { cancel }),
    close: () => blobs.close(),
  };
}

/**
 * Top of the work tree a folder is in, or null outside of one.
 *
 * @throws HostProblem when the repository's configuration claims another folder for its work tree: `/`, say
 */
export async function findTopLevel(folder: string): Promise<string | null> {
  const run: GitRun = { directory: folder, arguments: ['rev-parse', '--show-toplevel'] };
  const answer = await runGit(run);
  if (answer.exitCode !== 0) {
    if (!isOutside(answer.complaint)) throw toProblem(run, answer);
    await refuseBroken(folder);
    return null;
  }
  const named = answer.output.toString('utf8').replace(/\n$/, '');
  if (named === '') return null;
  const top = await realpath(named);
  if (!(await exists(join(top, '.git'))))
    throwProblem(
      'unsafeRepository',
      worded`The git configuration claims "${top}", which has no ".git", as the work tree.`,
    );
  return top;
}

function isOutside(complaint: string): boolean {
  return complaint.includes('not a git repository') || complaint.includes('must be run in a work tree');
}

/** @throws HostProblem for a folder with a `.git` of its own that git does not take for one */
async function refuseBroken(folder: string): Promise<void> {
  const own = join(folder, '.git');
  if (await looksLikeRepository(own))
    throwProblem('brokenRepository', worded`"${own}" is there, and git does not take it for a repository.`, own);
}

/** A folder with objects, a file that points to one, or what may not even be looked at. */
async function looksLikeRepository(path: string): Promise<boolean> {
  try {
    return (await exists(join(path, 'objects'))) || ((await exists(path)) && (await lstat(path)).isFile());
  } catch {
    return true;
  }
}

const asked = String.raw`^(filter\..*|core\.(autocrlf|eol|filemode|sparsecheckout)|extensions\.objectformat|init\.defaultbranch|user\.(name|email))$`;

/** `<name>\n<value>` each; a name without a value means true. The last of a name wins. */
async function readConfiguration(folder: string): Promise<ReadonlyMap<string, string>> {
  const answer = await runGit({ directory: folder, arguments: ['config', '-z', '--get-regexp', asked] });
  return new Map(
    splitNul(answer.output).map((row) => {
      const end = row.indexOf('\n');
      return end < 0 ? [row, 'true'] : [row.slice(0, end), row.slice(end + 1)];
    }),
  );
}

/** Comparing a work tree with its index may run the clean filters that `.git/config` names: all are emptied. */
function settingsWithoutFilters(configuration: ReadonlyMap<string, string>): readonly string[] {
  return [...configuration.keys()].flatMap((name) => {
    if (!name.startsWith('filter.')) return [];
    if (name.includes('='))
      throwProblem('unsafeRepository', worded`The filter "${name}" in the git configuration cannot be switched off.`);
    return [name.endsWith('.required') ? `${name}=false` : `${name}=`];
  });
}

type Question = Pick<GitRun, 'arguments'> & Partial<Pick<GitRun, 'input' | 'timeoutMs' | 'maxOutputBytes'>>;

export function toRun(repository: Repository, question: Question): GitRun {
  return {
    directory: repository.root,
    settings: repository.settings,
    ...(repository.cancel === undefined ? {} : { cancel: repository.cancel }),
    ...(repository.timeoutMs === undefined ? {} : { timeoutMs: repository.timeoutMs }),
    ...question,
  };
}

export async function ask(repository: Repository, question: Question): Promise<Buffer> {
  return await askGit(toRun(repository, question));
}

export async function askForText(repository: Repository, question: Question): Promise<string> {
  return await askGitForText(toRun(repository, question));
}

export async function askIfAny(repository: Repository, question: Question): Promise<string | null> {
  return await askGitIfAny(toRun(repository, question));
}
