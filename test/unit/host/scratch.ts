import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';

/** A real folder with real files, in the temporary folder of the run. */
export interface Scratch {
  readonly root: string;
  readonly at: (path: string) => string;
  readonly write: (path: string, content: string | Uint8Array, mode?: number) => void;
  readonly link: (path: string, target: string) => void;
  readonly read: (path: string) => Buffer;
  readonly remove: (path: string) => void;
  readonly mode: (path: string) => number;
  readonly has: (path: string) => boolean;
  readonly hash: (path: string) => string;
}

export function scratch(name = 'countersign-test'): Scratch {
  return scratchAt(realpathSync(mkdtempSync(join(tmpdir(), `${name}-`))));
}

export function scratchAt(root: string): Scratch {
  const at = (path: string): string => join(root, path);
  return {
    root,
    at,
    write: (path, content, mode) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
      if (mode !== undefined) chmodSync(at(path), mode);
    },
    link: (path, target) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      symlinkSync(target, at(path));
    },
    read: (path) => readFileSync(at(path)),
    remove: (path) => rmSync(at(path), { recursive: true }),
    mode: (path) => lstatSync(at(path)).mode & 0o7777,
    has: (path) => lstatSync(at(path), { throwIfNoEntry: false }) !== undefined,
    hash: (path) =>
      createHash('sha256')
        .update(readFileSync(at(path)))
        .digest('hex'),
  };
}

export interface ScratchRepository extends Scratch {
  readonly git: (...command: string[]) => string;
  /** Adds everything and commits; answers the commit. */
  readonly commit: (message: string) => string;
}

/** What `git init` makes, made once: a worker that holds much of memory takes long to start a program. */
let empty: string | null = null;

function emptyRepository(): string {
  const made = repositoryAt(scratch().root);
  made.git('init', '--quiet', '--initial-branch=main');
  return made.at('.git');
}

export function repository(name?: string): ScratchRepository {
  const made = repositoryAt(scratch(name).root);
  cpSync((empty ??= emptyRepository()), made.at('.git'), { recursive: true });
  return made;
}

export function repositoryAt(root: string): ScratchRepository {
  const git = (...command: string[]): string => runGitHere(root, command);
  return {
    ...scratchAt(root),
    git,
    commit: (message) => {
      git('add', '--all');
      const said = git('-c', 'core.abbrev=no', 'commit', '--allow-empty', '--message', message);
      return /^\[.* ([\da-f]{40,})\] /m.exec(said)?.[1] ?? git('rev-parse', 'HEAD');
    },
  };
}

function runGitHere(root: string, command: readonly string[]): string {
  const identity = {
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.org',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.org',
  };
  const env = { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const settings = ['protocol.file.allow=always', 'commit.gpgSign=false', 'maintenance.auto=false', 'gc.auto=0'];
  const run = spawnSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...command], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`git ${command.join(' ')}: ${run.stderr}`);
  return run.stdout.trim();
}

export const isRoot = process.getuid?.() === 0;
