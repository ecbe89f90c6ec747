import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from './blob-id.ts';
import { type Disk, removeDurably, writeDurably } from './durable.ts';
import type { StateDirectory } from './state-directory.ts';

/** What people asked of agents, for whoever reviews what came of it. It stays on this machine, and nothing is decided by it. */
export interface Prompts {
  /** The newest of a session. */
  readonly heard: (agent: string, session: string | undefined, prompt: string) => Promise<void>;
  /** SHA-256 of the session's newest prompt. */
  readonly hashOf: (agent: string, session: string | undefined) => string | undefined;
  /** Null: it is not kept, or no longer. */
  readonly textOf: (hash: string | undefined) => string | null;
}

const maxKept = 300;

/** Texts are files below the state of the work tree, by their SHA-256. */
export async function openPrompts({ worktree }: Pick<StateDirectory, 'worktree'>, disk: Disk): Promise<Prompts> {
  const folder = join(worktree, 'prompts');
  const newest = new Map<string, string>();
  const texts = await readKept(folder);
  const keyOf = (agent: string, session: string | undefined): string => JSON.stringify([agent, session ?? null]);
  return {
    async heard(agent, session, prompt) {
      const hash = sha256(prompt);
      newest.set(keyOf(agent, session), hash);
      if (texts.has(hash)) return;
      texts.set(hash, prompt);
      await disk.makeDirectory(folder, 0o700);
      await writeDurably(disk, join(folder, hash), new TextEncoder().encode(prompt), 0o600);
      const [oldest] = texts.keys();
      if (texts.size <= maxKept || oldest === undefined) return;
      texts.delete(oldest);
      await removeDurably(disk, join(folder, oldest));
    },
    hashOf: (agent, session) => newest.get(keyOf(agent, session)),
    textOf: (hash) => (hash === undefined ? null : (texts.get(hash) ?? null)),
  };
}

/** Oldest first. What cannot be read is not shown. */
async function readKept(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/u.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const [text, stats] = await Promise.all([readFile(path, 'utf8').catch(() => null), stat(path).catch(() => null)]);
      return { name, text, atMs: stats?.mtimeMs ?? 0 };
    }),
  );
  const whole = found.filter(({ name, text }) => text !== null && sha256(text) === name);
  return new Map(whole.toSorted((one, other) => one.atMs - other.atMs).map(({ name, text }) => [name, text!]));
}
