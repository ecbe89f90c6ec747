import type { ChangeSet, HunkId } from '../core/model/change.ts';
import type { Problem } from '../core/model/problem.ts';
import type { Review } from '../core/model/review.ts';
import type { Wording } from '../core/model/wording.ts';
import type { ReviewEffect } from '../core/review.ts';
import type { Author, SessionName } from './author.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './durable.ts';
import type { SizeLimits, Snapshot } from './files.ts';
import type { Repository } from './git-repository.ts';
import type { ReviewToKeep } from './keep-review.ts';
import type { LeftOut } from './left-out.ts';
import type { StateDirectory } from './state-directory.ts';
import type { ToolWindows } from './tool-windows.ts';

/** Edits that are on disk and undecided: what differs between the baseline and the disk. */
export interface LandedSet {
  /** Stays the same while its files change. */
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly landedAt: string;
  /** `changeSet.id` is `id`. Without files when everything is decided or was taken back. */
  readonly changeSet: ChangeSet;
  /** Undecided hunks that a person changed after they landed. */
  readonly amended: ReadonlySet<HunkId>;
  /** As it was saved last. */
  readonly review: Review | null;
  /** It is decided, and the person closed it. */
  readonly isPutAway?: boolean;
}

export interface LandedState {
  /** Oldest first. */
  readonly sets: readonly LandedSet[];
  readonly leftOut: readonly LeftOut[];
  /** Paths that cannot be read and damage that was found. */
  readonly problems: readonly Problem[];
  readonly progress: { readonly done: number; readonly total: number; readonly path: string } | null;
  /** Why nothing is looked at right now: `a rebase is in progress`. */
  readonly waiting: Wording | null;
  /** What undecided edits are compared with, for people. */
  readonly baseline: Wording;
}

/** The ReviewEffects that this channel carries out; recording comes first and is the ledger's. */
export type LandedEffect = Exclude<ReviewEffect, { readonly kind: 'record' }>;

export interface LandedChannel {
  /** Takes up what was there before and compares the workspace with the baseline. */
  readonly start: () => Promise<void>;
  /** A file was created, changed or deleted on disk, by anybody. Folders too. */
  readonly fileEvent: (path: string) => void;
  readonly editorOpened: (path: string, text: string) => void;
  /** `text`: the whole buffer after the edit. */
  readonly editorEdit: (path: string, edit: { readonly byPerson: boolean; readonly text: string }) => void;
  readonly editorSaved: (path: string, save: { readonly text: string; readonly byFormatter?: boolean }) => void;
  readonly editorClosed: (path: string) => void;
  /** Something below the git directory changed. */
  readonly gitHeadMoved: () => void;
  /** Compares everything again. */
  readonly rescan: () => Promise<void>;
  readonly state: () => LandedState;
  /** Called after every change of `state()`, which by then is on disk. Answers how to stop. */
  readonly onChange: (listener: () => void) => () => void;
  /**
   * In order; the first problem stops. Hunks are those of the set as it was shown. `review`: kept in one write with what became of
   * the set, once all is carried out; where that write fails it is tried again.
   */
  readonly carryOut: (
    set: string,
    effects: readonly LandedEffect[],
    review?: ReviewToKeep | null,
  ) => Promise<Problem | null>;
  /** Puts up what differs from HEAD and was accepted without a review. `reviewed`: hunks that a record accepts. */
  readonly reviewMine: (reviewed: ReadonlySet<HunkId>) => Promise<MineFound>;
  /** Takes a person's own work out of the queue without a decision; it is as if it had not been put up. */
  readonly dismiss: (set: string) => Promise<Problem | null>;
  /** Takes a set in which everything is decided out of sight; its decisions stay. */
  readonly putAway: (set: string) => Promise<Problem | null>;
  /** When tool calls of agents run. */
  readonly toolCalls: Pick<ToolWindows, 'moveOn'>;
  /** A call begins that may write, now: what is there was there before. Or it did at `beganMs`. */
  readonly beginCall: (author: Author, beganMs?: number) => Promise<void>;
  /** It ended at `atMs`, in milliseconds since the epoch: what comes now is of others. @see ToolWindows */
  readonly endCall: (who: SessionName, toolCall: string | undefined, atMs: number) => Promise<void>;
  /** What an agent is about to write: when the path comes to be that, it is known whose it is. */
  readonly expect: (path: string, expected: Expected) => void;
  /** It was said that this is about to be written, and it has not come yet. */
  readonly awaits: (path: string, edit: FileEdit) => boolean;
  /** `base`: the review it was made from. What another window saved since is merged, hunk by hunk. */
  readonly saveReview: (set: string, review: Review, base: Review | null) => Promise<void>;
  /** Exact text of an undecided path; null: there is none. Undefined: the path is not under review. */
  readonly textOf: (path: string, side: 'before' | 'after') => string | null | undefined;
  /** Resolves when everything that has arrived was looked at. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An edit of one file; null sides: no file there. */
export interface FileEdit {
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
}

/** An edit that an agent asked about. */
export interface Expected extends FileEdit {
  readonly author: Author;
  /** A person accepted it before it was written: nothing is left to review. */
  readonly isAccepted: boolean;
}

/** `set` null: nothing was put up, and `why` says so in a sentence. */
export type MineFound = { readonly set: string; readonly why: null } | { readonly set: null; readonly why: Wording };

export interface LandedOptions {
  readonly root: string;
  readonly repository: Repository | null;
  readonly state: StateDirectory;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly limits?: SizeLimits;
  /** gitignore patterns from the policy and the user's settings. */
  readonly ignore?: readonly string[];
  /** When tool calls run in any folder of the process. */
  readonly toolCalls?: ToolWindows;
  /** What hooks say of prompts is not kept, by the policy. */
  readonly withoutPrompts?: boolean;
  /** Hooks of agents ask here; false: nobody tells when calls begin and end. */
  readonly isAsked?: boolean;
  readonly timing?: Partial<LandedTiming>;
  /** A bug in a look at the workspace. The channel goes on. */
  readonly onFault: (error: unknown) => void;
}

export interface LandedTiming {
  /** A burst is over when nothing came for this long … */
  readonly quietMs: number;
  /** … or when it has lasted this long. */
  readonly maxBurstMs: number;
  /** Bursts this close together are one change set: an agent thinks between its edits. */
  readonly sessionGapMs: number;
  /** How long a save that the editor announced late is waited for. */
  readonly saveGraceMs: number;
  /** How often git is asked whether it is done. */
  readonly busyMs: number;
  /** How long a call of a tool, whose agent waits, is kept for a look at what was there before. */
  readonly beforeCallMs: number;
}

export const defaultTiming: LandedTiming = {
  quietMs: 300,
  maxBurstMs: 3000,
  sessionGapMs: 60_000,
  saveGraceMs: 800,
  busyMs: 500,
  beforeCallMs: 60,
};

/** An undecided path. Null sides: no file there. */
export interface Row {
  readonly path: string;
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
  readonly channel: LandedOrigin;
  /** Of `announced`. */
  readonly author?: Author;
}

/** `my-changes`: a person put it up themselves. `announced`: an agent's hooks say that it wrote it. Ids of channels. */
export type LandedOrigin = 'disk' | 'editor' | 'my-changes' | 'announced';
