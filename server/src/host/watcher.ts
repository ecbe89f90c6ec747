import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { systemClock, type Clock } from './clock.ts';
import { errorCode, hostProblem } from './problems.ts';
import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';
import { pollFiles } from './poll-files.ts';
import { watchFolders } from './watch-folders.ts';

/** Tells which paths changed, for clients that send no file events. What changed is for who listens to find out. */
export interface Watching {
  readonly how: 'events' | 'polling';
  readonly close: () => void;
}

export interface WatchOptions {
  readonly root: string;
  readonly repository: Repository | null;
  /** Folders, with a final slash, and files that need no watching. */
  readonly skip: (path: string) => boolean;
  /** A file or a folder was created, changed or removed. */
  readonly onPath: (path: string) => void;
  /** HEAD, a stash, a merge. */
  readonly onGit: () => void;
  readonly onProblem: (problem: Problem) => void;
  readonly clock?: Clock;
  readonly pollMs?: number;
  /** Beyond it changes are found by polling. */
  readonly maxFolders?: number;
}

/** A kernel watch costs about 1 KB; distributions allow from 8,192 per user. */
const defaultMaxFolders = 6000;

export async function watchWorkspace(options: WatchOptions): Promise<Watching> {
  const { root, repository, onProblem, clock = systemClock } = options;
  const closeGit = repository === null ? nothing : watchGit(repository, options.onGit);
  const skip = await skipIgnoredFolders(options);
  let closeFiles: () => void = nothing;
  let how: Watching['how'] = 'events';
  let isClosed = false;
  const fallBack = async (message: string): Promise<void> => {
    if (how === 'polling' || isClosed) return;
    how = 'polling';
    closeFiles();
    onProblem(hostProblem('watchLimited', message));
    closeFiles = await pollFiles({
      root,
      repository,
      skip,
      onPath: options.onPath,
      clock,
      pollMs: options.pollMs ?? 2000,
    });
    if (isClosed) closeFiles();
  };
  const onFailure = (error: unknown): void =>
    void fallBack(`Folders cannot be watched any more: ${errorCode(error) ?? String(error)}.`);
  try {
    closeFiles =
      process.platform === 'linux'
        ? await watchFolders({
            root,
            skip,
            onPath: options.onPath,
            onFailure,
            maxFolders: options.maxFolders ?? defaultMaxFolders,
          })
        : watchRecursively(root, skip, options.onPath, onFailure);
  } catch (error) {
    await fallBack(error instanceof Error ? error.message : String(error));
  }
  return {
    get how() {
      return how;
    },
    close: () => {
      isClosed = true;
      closeFiles();
      closeGit();
    },
  };
}

const nothing = (): void => undefined;

/** One watch for the whole tree, where the system has that. On Linux Node builds it from a watch per file. */
function watchRecursively(
  root: string,
  skip: (path: string) => boolean,
  onPath: (path: string) => void,
  onFailure: (error: unknown) => void,
): () => void {
  const watcher = watch(root, { recursive: true, persistent: false }, (_event, name) => {
    const path = name?.replaceAll('\\', '/');
    if (path !== undefined && !path.startsWith('.git/') && !skip(path)) onPath(path);
  });
  watcher.on('error', onFailure);
  return () => watcher.close();
}

const gitSigns =
  /^(?:HEAD|ORIG_HEAD|MERGE_HEAD|CHERRY_PICK_HEAD|REVERT_HEAD|rebase-merge|rebase-apply|packed-refs|stash)$/;

/** `logs/HEAD` grows with every commit, checkout, pull and reset; `index` changes all the time and says nothing. */
function watchGit({ gitDirectory, commonDirectory }: Repository, onGit: () => void): () => void {
  const folders = new Set([gitDirectory, join(gitDirectory, 'logs'), commonDirectory, join(commonDirectory, 'refs')]);
  const watchers: FSWatcher[] = [];
  for (const folder of folders) {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name !== null && gitSigns.test(name)) onGit();
      });
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // No reflog, say. The next file event asks git anyway.
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

/** Build output and caches are the folders where most happens and nothing is reviewed. */
async function skipIgnoredFolders({ repository, skip }: WatchOptions): Promise<(path: string) => boolean> {
  if (repository === null) return skip;
  const answer = await ask(repository, {
    arguments: ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory', '--'],
  });
  const folders = new Set(splitNul(answer).filter((path) => path.endsWith('/')));
  return (path) => skip(path) || folders.has(path);
}
