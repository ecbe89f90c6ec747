import type { LineSpan } from './text.ts';

export type FileStatus = 'added' | 'deleted' | 'modified' | 'renamed';

/** One side of a file. `blob` is git's SHA-1 blob id of the exact bytes, so that caches, records and git agree. */
export interface FileVersion {
  readonly text: string;
  readonly blob: string;
  /** Git's file mode. Absent: a regular file, or unknown (patch, ndjson). */
  readonly mode?: '100644' | '100755' | '120000' | '160000';
}

/** Key of a hunk: hash of path and of the lines on both sides, so that moving it within the file keeps its id. */
export type HunkId = string;

export interface Hunk {
  readonly id: HunkId;
  readonly before: LineSpan;
  readonly after: LineSpan;
}

/** Why a file could not be analysed. Never the same as "nothing found". */
export type NotJudged =
  | 'binary'
  | 'too-large'
  | 'no-grammar'
  | 'undecodable'
  | 'too-deep'
  | 'unreadable'
  | 'submodule'
  | 'symlink'
  | 'failed';

export interface FileChange {
  /** Workspace-relative, forward slashes. */
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  /** Absent when the file did not exist on that side. */
  readonly before?: FileVersion;
  readonly after?: FileVersion;
  readonly hunks: readonly Hunk[];
  /** Set by whoever read the bytes, when they are no text that can be analysed. */
  readonly notJudged?: { readonly reason: NotJudged; readonly message: string };
}

/** A claim about where an edit came from, with the source of the claim. `unknown` is an answer; guessing is not. */
export interface Origin {
  readonly kind: 'agent' | 'human' | 'unattributed' | 'unknown';
  /** How it reached us, the id of a channel: `disk`, `git`, `hook`, `acp`. */
  readonly channel: string;
  readonly held: boolean;
  readonly agent?: string;
  /** As its program says. */
  readonly agentVersion?: string;
  readonly model?: string;
  /** Where `claimedBy` does not say so with the edit: the agent's own transcript, or what it said when the session began. */
  readonly modelClaimedBy?: 'transcript' | 'session-start';
  readonly session?: string;
  readonly turn?: string;
  readonly toolCall?: string;
  /** What the agent itself asks for before it acts, in its own word: `acceptEdits`, `bypassPermissions`. */
  readonly permissionMode?: string;
  /** What it may do without a question. */
  readonly autoApprove?: readonly AutoApproval[];
  /** The prompt's SHA-256; its text stays with the host unless the policy says otherwise. */
  readonly promptHash?: string;
  /** Who says so: `hook`, `agent`, `watcher`, `command-line`, `git-trailer`. */
  readonly claimedBy: string;
}

/** A setting by which an agent asks less than it would without it. */
export interface AutoApproval {
  /** `permissions.defaultMode`, `Bash`. */
  readonly setting: string;
  readonly value: string;
  /** The file that says so: below the root of the repository, below the home directory (`~/`), or of the machine. */
  readonly source: string;
}

export type NamedAgent = Required<Pick<Origin, 'agent'>> & Pick<Origin, 'model'>;

/** One agent turn or session, one git range, one patch: what is reviewed together. */
export interface ChangeSet {
  readonly id: string;
  readonly files: readonly FileChange[];
  readonly origin: Origin;
  /** Agents and models that some of its commits name, where not all of them name one and the same. */
  readonly partly?: readonly NamedAgent[];
}
