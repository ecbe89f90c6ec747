import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AutoApproval } from '../core/model/change.ts';
import { readAuthor } from './author.ts';
import { sha256 } from './blob-id.ts';
import { type Disk, writeDurably } from './durable.ts';
import { isFields } from './fields.ts';
import { readSettings } from './set-up/settings-files.ts';
import type { StateDirectory } from './state-directory.ts';

/**
 * What settings of agents let them do without a question, by what stands in them: a hook has nothing to read them with, and asks a
 * program that has when they are new. It is a claim, like all that is said of a call.
 */
export interface KnownSettings {
  /** Null: nobody has read them. */
  readonly find: (digest: string) => Promise<readonly AutoApproval[] | null>;
  readonly keep: (digest: string, autoApprove: readonly AutoApproval[]) => Promise<void>;
}

interface Known {
  readonly digest: string;
  readonly autoApprove: readonly AutoApproval[];
}

const maxKnown = 20;

export function openKnownSettings({ worktree }: Pick<StateDirectory, 'worktree'>, disk: Disk): KnownSettings {
  const folder = join(worktree, 'calls');
  const file = join(folder, 'settings.json');
  const read = async (): Promise<readonly Known[]> => {
    try {
      const value: unknown = JSON.parse(await readFile(file, 'utf8'));
      return Array.isArray(value) ? value.slice(-maxKnown).flatMap(toKnown) : [];
    } catch {
      return [];
    }
  };
  return {
    find: async (digest) => (await read()).find((each) => each.digest === digest)?.autoApprove ?? null,
    async keep(digest, autoApprove) {
      const others = (await read()).filter((each) => each.digest !== digest);
      const known = [...others, { digest, autoApprove }].slice(-maxKnown);
      await disk.makeDirectory(folder, 0o700);
      await writeDurably(disk, file, Buffer.from(JSON.stringify(known)), 0o600);
    },
  };
}

function toKnown(value: unknown): readonly Known[] {
  if (!isFields(value) || typeof value['digest'] !== 'string') return [];
  const { autoApprove } = readAuthor(value);
  return autoApprove === undefined ? [] : [{ digest: value['digest'], autoApprove }];
}

/** Of all that the agent reads its settings from. Null: there is nothing. */
export async function settingsDigest(agent: string, root: string): Promise<string | null> {
  const texts = await readSettings(agent, { root, home: homedir() });
  return texts.length === 0 ? null : sha256(JSON.stringify([agent, texts]));
}
