import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';
import { listFiles } from './list-files.ts';

export interface Polling {
  readonly root: string;
  readonly repository: Repository | null;
  readonly skip: (path: string) => boolean;
  readonly onPath: (path: string) => void;
  readonly clock: Clock;
  readonly pollMs: number;
}

/** Looks at size and time of every file, again and again; pauses at least twenty times as long as a look takes. */
export async function pollFiles({ root, repository, skip, onPath, clock, pollMs }: Polling): Promise<() => void> {
  let known = await stampAll(root, repository, skip);
  let isClosed = false;
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const start = clock.now();
    try {
      const now = await stampAll(root, repository, skip);
      if (isClosed) return;
      for (const [path, stamp] of now) if (known.get(path) !== stamp) onPath(path);
      for (const path of known.keys()) if (!now.has(path)) onPath(path);
      known = now;
    } catch {
      // git is busy, or a folder went away: the next look sees it.
    }
    if (!isClosed) cancel = clock.later(() => void look(), Math.max(pollMs, 20 * (clock.now() - start)));
  };
  cancel = clock.later(() => void look(), pollMs);
  return () => {
    isClosed = true;
    cancel();
  };
}

async function stampAll(
  root: string,
  repository: Repository | null,
  skip: (path: string) => boolean,
): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  for (const path of await list(root, repository, skip)) {
    try {
      const { mtimeMs, ctimeMs, size, ino } = await lstat(join(root, path));
      stamps.set(path, `${mtimeMs} ${ctimeMs} ${size} ${ino}`);
    } catch {
      // Gone: it is missing in the list, which is what matters.
    }
  }
  return stamps;
}

async function list(
  root: string,
  repository: Repository | null,
  skip: (path: string) => boolean,
): Promise<readonly string[]> {
  if (repository === null) return (await listFiles(root, { skip })).paths;
  const answer = await ask(repository, {
    arguments: ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--'],
  });
  return splitNul(answer).filter((path) => !path.endsWith('/') && !skip(path));
}
