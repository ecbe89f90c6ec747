import { chmod, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { sha256 } from './blob-id.ts';
import { exists } from './durable.ts';
import type { Repository } from './git-repository.ts';
import { describeError, errorCode, HostProblem, throwProblem } from './problems.ts';
import { findUserDirectory, type UserPlace } from './user-directory.ts';

/** Where server, hook and CLI of one user find the same state. Made with mode 0700, files in it 0600. */
export interface StateDirectory {
  readonly root: string;
  /** One chain per clone. */
  readonly ledger: string;
  readonly ledgerLock: string;
  /** Baseline and journal: one per work tree. */
  readonly worktree: string;
  readonly worktreeLock: string;
}

export interface StatePlace extends UserPlace {
  /** Top of the work tree, or the folder that is open. */
  readonly root: string;
  readonly repository: Repository | null;
  /** A user's own choice of place. */
  readonly override?: string;
}

/**
 * `countersign/` under the git common directory, so that all work trees of a clone share one ledger; without git, or
 * where that cannot be written, below the user's own state directory.
 *
 * @throws HostProblem when the place belongs to somebody else, or there is none to write to
 */
export async function openStateDirectory(place: StatePlace): Promise<StateDirectory> {
  const worktree = toWorktreeName(place.repository);
  if (place.override !== undefined) return await openChosen(resolve(place.override), worktree, place.root);
  if (place.repository !== null) {
    try {
      return await openAt(join(place.repository.commonDirectory, 'countersign'), worktree);
    } catch (error) {
      if (!(error instanceof HostProblem) || error.problem.code !== 'CS3021') throw error;
    }
  }
  return await openAt(ofUser(place, place.repository?.commonDirectory ?? place.root), worktree);
}

/** @param key what it is the state of */
function ofUser(place: Pick<StatePlace, 'root' | 'environment' | 'platform'>, key: string): string {
  return join(findUserDirectory(place), `${toFolderName(basename(place.root))}-${sha256(key).slice(0, 16)}`);
}

/**
 * The nearest folder, this one or above it, that has been reviewed without git: an agent may work below the folder that a person
 * opened. Null: none has.
 * @param folder absolute, links resolved
 */
export async function findReviewedFolder(folder: string, place: UserPlace = {}): Promise<string | null> {
  for (let root = folder; ; root = dirname(root)) {
    if (await exists(ofUser({ ...place, root }, root))) return root;
    if (dirname(root) === root) return null;
  }
}

/** Stays the same when the clone is moved. */
function toWorktreeName(repository: Repository | null): string {
  if (repository === null) return 'main';
  const below = relative(repository.commonDirectory, repository.gitDirectory);
  return below === '' ? 'main' : `linked-${toFolderName(basename(below))}`;
}

function toFolderName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 60);
}

async function openAt(root: string, worktree: string): Promise<StateDirectory> {
  const folder = join(root, 'worktrees', worktree);
  for (const path of [root, join(root, 'worktrees'), folder]) await makeOwned(path);
  return {
    root,
    ledger: join(root, 'ledger.jsonl'),
    ledgerLock: join(root, 'ledger.lock'),
    worktree: folder,
    worktreeLock: join(folder, 'worktree.lock'),
  };
}

/** A place that a user chose may be chosen for several roots: the first keeps the plain name, so that no two share a baseline. */
async function openChosen(folder: string, worktree: string, root: string): Promise<StateDirectory> {
  const plain = await openAt(folder, worktree);
  const owner = await claimFor(join(plain.worktree, 'root'), root);
  return owner === root ? plain : await openAt(folder, `${worktree}-${sha256(root).slice(0, 16)}`);
}

/** Whom the folder belongs to, from now on `root` if to nobody. */
async function claimFor(path: string, root: string): Promise<string> {
  try {
    await writeFile(path, root, { flag: 'wx', mode: 0o600 });
    return root;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return await readFile(path, 'utf8');
    if (errorCode(error) === null) throw error;
    return throwProblem('stateUnwritable', worded`The state directory cannot be used: ${describeError(error)}.`, path);
  }
}

async function makeOwned(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const stats = await lstat(path);
    if (!stats.isDirectory())
      throwProblem('stateNotOwned', worded`The state directory "${path}" is a link or a file.`, path);
    if (process.getuid === undefined) return;
    if (stats.uid !== process.getuid())
      throwProblem('stateNotOwned', worded`The state directory "${path}" belongs to another user.`, path);
    if ((stats.mode & 0o077) !== 0) await chmod(path, 0o700);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    // A file or a link to nowhere in its place.
    const name = errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOTDIR' ? 'stateNotOwned' : 'stateUnwritable';
    throwProblem(name, `The state directory "${path}" cannot be used: ${describeError(error)}.`, path);
  }
}
