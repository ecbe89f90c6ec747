import { watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HookCall } from '../core/model/hook.ts';
import { readCall, findAgent } from '../core/hook.ts';
import { readAuthor, toAuthor, type Author } from './author.ts';
import { type Disk, writeDurably, removeDurably } from './durable.ts';
import { isFields } from './fields.ts';
import { errorCode } from './problems.ts';
import { isRunning } from './process-running.ts';
import type { StateDirectory } from './state-directory.ts';

/** Calls that were refused because nobody was there to ask: as their agents sent them, so that the next editor shows them. */
export interface HeldQueue {
  /** False: it is too large, or too many wait. */
  readonly put: (key: string, held: HeldCall) => Promise<boolean>;
  /** Oldest first. What cannot be read is left out: it accepts nothing, it only asks. */
  readonly list: () => Promise<readonly (HeldCall & { readonly key: string; readonly call: HookCall })[]>;
  readonly remove: (key: string) => Promise<void>;
  /** Its files have changed: it would do something else. */
  readonly rename: (key: string, now: string) => Promise<void>;
  /** Calls when something may have changed, where the system says so. Answers how to stop. */
  readonly watch: (changed: () => void) => Promise<() => void>;
}

export interface HeldCall {
  readonly agent: string;
  readonly payload: string;
  /** Absolute: where the agent works. */
  readonly directory: string;
  /** ISO 8601. */
  readonly heldAt: string;
  /** What is not in the payload, as it was when the call was made: model, settings, prompt. */
  readonly claims?: Author;
  /** Its agent waits there. */
  readonly heldBy?: HoldingEditor;
}

export interface HoldingEditor {
  readonly pid: number;
  /** As it calls itself: `Visual Studio Code`. */
  readonly editor: string;
}

/** Another editor that is there will answer it: it is no question of this one. */
export function isHeldElsewhere({ heldBy }: { readonly heldBy?: HoldingEditor | undefined }): boolean {
  return heldBy !== undefined && heldBy.pid !== process.pid && isRunning(heldBy.pid);
}

const maxCalls = 100;
const maxBytes = 4 * 1024 * 1024;
const keyShape = /^[0-9a-f]{32}$/u;

/** Files below the state of the work tree; nothing in them is a decision. */
export function openHeldQueue({ worktree }: Pick<StateDirectory, 'worktree'>, disk: Disk): HeldQueue {
  const folder = join(worktree, 'held');
  const fileOf = (key: string): string => join(folder, `${key}.json`);
  const names = async (): Promise<readonly string[]> => {
    try {
      const all = await readdir(folder);
      const keys = all.map((name) => name.replace(/\.json$/u, '')).filter((key) => keyShape.test(key));
      return keys.slice(0, maxCalls);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  };
  const read = async (key: string): Promise<HeldCall | null> => {
    try {
      const path = fileOf(key);
      if ((await stat(path)).size > maxBytes) return null;
      const value: unknown = JSON.parse(await readFile(path, 'utf8'));
      return toHeldCall(value);
    } catch {
      return null;
    }
  };
  const put: HeldQueue['put'] = async (key, held) => {
    const text = JSON.stringify(held);
    const bytes = new TextEncoder().encode(text);
    const known = await names();
    if (bytes.length > maxBytes || (known.length >= maxCalls && !known.includes(key))) return false;
    await disk.makeDirectory(folder, 0o700);
    await writeDurably(disk, fileOf(key), bytes, 0o600);
    return true;
  };
  const remove: HeldQueue['remove'] = async (key) => {
    try {
      await removeDurably(disk, fileOf(key));
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  };
  return {
    put,
    remove,
    async watch(changed) {
      try {
        await disk.makeDirectory(folder, 0o700);
        const watcher = watch(folder, { persistent: false }, changed);
        watcher.on('error', () => watcher.close());
        return () => watcher.close();
      } catch {
        return () => undefined;
      }
    },
    async rename(key, now) {
      const held = await read(key);
      await remove(key);
      if (held !== null) await put(now, held);
    },
    async list() {
      const found = [];
      for (const key of await names()) {
        const held = await read(key);
        const agent = held === null ? null : findAgent(held.agent);
        const opened = held === null || agent === null ? null : readCall(agent, held.payload);
        if (held === null || opened?.kind !== 'call') continue;
        found.push({ ...held, key, call: { ...held.claims, ...opened.call, directory: held.directory } });
      }
      return found.toSorted((one, other) => (one.heldAt < other.heldAt ? -1 : 1));
    },
  };
}

/** Null: it is damaged. */
function toHeldCall(value: unknown): HeldCall | null {
  if (!isFields(value)) return null;
  const { agent, payload, directory, heldAt, claims, heldBy } = value;
  if (typeof agent !== 'string' || typeof payload !== 'string') return null;
  if (typeof directory !== 'string' || typeof heldAt !== 'string') return null;
  return {
    agent,
    payload,
    directory,
    heldAt,
    ...(isFields(claims) && { claims: claimsOutsidePayload(readAuthor(claims)) }),
    ...(isHolding(heldBy) && { heldBy }),
  };
}

function isHolding(value: unknown): value is HoldingEditor {
  if (!isFields(value) || typeof value['editor'] !== 'string') return false;
  return Number.isInteger(value['pid']) && Number(value['pid']) > 0;
}

/** Of a call what its payload need not say. */
export function claimsOutsidePayload({ model, modelClaimedBy, autoApprove, promptHash }: Author): Author {
  return toAuthor({
    ...(modelClaimedBy !== undefined && model !== undefined && { model, modelClaimedBy }),
    ...(autoApprove !== undefined && { autoApprove }),
    ...(promptHash !== undefined && { promptHash }),
  });
}
