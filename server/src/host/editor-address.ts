import { join } from 'node:path';
import { findUserDirectory } from './user-directory.ts';

/** Where an editor says that it can be asked. Read by hooks: one file an editor and folder. */
export interface EditorAddress {
  readonly version: 1;
  readonly pid: number;
  /** Links resolved. */
  readonly root: string;
  /** Git's common directory of the folder, links resolved. Absent: it has none. */
  readonly repository?: string;
  /** A socket, or the name of a pipe. */
  readonly socket: string;
  /** Whoever can read this file may ask. */
  readonly token: string;
  /** A person decides there, in the windows of an editor that runs our extension. */
  readonly isEditors?: boolean;
}

/** Whether an editor runs this process over a channel that is made when a process is started; no shell makes one. */
export function isEditorsProcess(): boolean {
  return process.send !== undefined && process.argv.includes('--node-ipc');
}

/** What a hook sends: one line of JSON. It is answered with one, a `HookVerdict`, or what it wants: a `ReviewStatus`, a `TakenIn`. */
export interface HookQuestion {
  readonly version: 1;
  readonly token: string;
  /**
   * `status`: what waits for a person. `review`: the same, once everything on disk was looked at. `work-tree`: that the directory, a
   * work tree of the same repository, is reviewed too. Absent: a verdict on a call.
   */
  readonly wants?: 'status' | 'review' | 'work-tree';
  readonly agent: string;
  readonly payload: string;
  /** Absolute: where the agent works. Its payload need not say it. */
  readonly directory: string;
  /** Milliseconds since the epoch: a busy editor reads it later. */
  readonly sentAt: number;
  /** Milliseconds from then on; afterwards nobody listens. */
  readonly waitMs: number;
}

/** Whether the editor has it open now. */
export interface TakenIn {
  readonly kind: 'work-tree';
  readonly isOpen: boolean;
}

/** What waits in the review of a folder. It says nothing that an agent could decide by. */
export interface ReviewStatus {
  readonly kind: 'status';
  readonly folder: string;
  /** Hunks that nobody has decided and that ask for something, in the order of the queue. */
  readonly waiting: readonly {
    readonly path: string;
    /** 1-based. */
    readonly line: number;
    /** Nothing of it is written: an agent asked, and was told to wait. */
    readonly isHeld: boolean;
    /** `explain: DELETE /users/:id no longer requires admin`. */
    readonly asks: readonly string[];
  }[];
  readonly withoutFindings: number;
  /** What was rejected, with the reason that was given. */
  readonly rejected: readonly { readonly path: string; readonly line: number; readonly reason: string }[];
}

/** A line more than this long ends the conversation. */
export const maxQuestionCharacters = 60_000_000;

/** Agents change HOME seldom, and the temporary folder often. */
export function addressFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(findUserDirectory({ environment, platform: process.platform }), 'editors');
}

export function isEditorAddress(value: unknown): value is EditorAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { version, pid, root, socket, token } = value as Partial<Record<keyof EditorAddress, unknown>>;
  const texts = [root, socket, token];
  return version === 1 && typeof pid === 'number' && texts.every((text) => typeof text === 'string' && text !== '');
}
