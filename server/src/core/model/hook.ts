import type { AutoApproval, Origin } from './change.ts';

/** What an agent's tool would do to one file. Texts and paths as the agent gave them. */
export type ProposedEdit =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | ReplaceEdit
  /** `line`: the 0-based line that comes after what is inserted. */
  | { readonly kind: 'insert'; readonly path: string; readonly line: number; readonly text: string }
  | { readonly kind: 'delete'; readonly path: string }
  | ChunksEdit;

export interface ReplaceEdit {
  readonly kind: 'replace';
  readonly path: string;
  readonly old: string;
  readonly text: string;
  /** False: the earlier text is to be there once. */
  readonly isEverywhere: boolean;
}

/** A file of an `apply_patch` patch. */
export interface ChunksEdit {
  readonly kind: 'chunks';
  readonly path: string;
  /** Null: it stays where it is. */
  readonly movedTo: string | null;
  readonly chunks: readonly PatchChunk[];
}

export interface PatchChunk {
  /** Lines that come before the chunk, in order: what stands behind `@@`. */
  readonly context: readonly string[];
  readonly old: readonly string[];
  readonly new: readonly string[];
  readonly isAtEnd: boolean;
}

/** Ids of channels by which agents ask without a hook. */
export type AskingChannel = 'acp' | 'mcp' | 'companion';

/** A tool call that an agent asks about before it makes it. */
export interface HookCall {
  /** Id of the agent. */
  readonly agent: string;
  /** By which it asks; without: its hook. */
  readonly channel?: AskingChannel;
  readonly tool: string;
  /** Where the agent works; what relative paths start from. */
  readonly directory: string;
  readonly session?: string;
  readonly turn?: string;
  readonly toolCall?: string;
  readonly agentVersion?: string;
  readonly model?: string;
  readonly permissionMode?: string;
  /** Path of the file in which the agent writes down the session: absolute, or below the home directory (`~/`). */
  readonly transcript?: string;
  /** Not of the payload: as its transcript or the start of its session says of the model, and its settings of what it asks. */
  readonly modelClaimedBy?: NonNullable<Origin['modelClaimedBy']>;
  readonly autoApprove?: readonly AutoApproval[];
  /** Nor this: what the session was asked, where that was heard while no editor was open. */
  readonly promptHash?: string;
  /** It asks because a person is to say: it waits for one, whatever the rules hold. */
  readonly asksPerson?: true;
  /** The arguments as they came. */
  readonly input: unknown;
  /** No answer can put others in their place. */
  readonly isFixed?: true;
  /** Empty: the tool names no file that it writes. A shell may write all the same; that is noticed afterwards. */
  readonly edits: readonly ProposedEdit[];
}

/** What an agent says without asking: that a session has begun, that a tool call has ended, or what a person asked of it. */
export interface HookNotice {
  readonly kind: 'started' | 'ended' | 'asked';
  /** Id of the agent. */
  readonly agent: string;
  /** As in `HookCall`; may be empty. */
  readonly directory: string;
  readonly session?: string;
  readonly turn?: string;
  readonly toolCall?: string;
  readonly model?: string;
  readonly permissionMode?: string;
  /** Of `asked`. */
  readonly prompt?: string;
}

/**
 * What becomes of a tool call. `pass`: there is nothing to hold, and the agent's own settings decide. `accepted`: a person did.
 */
export type HookVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'accepted' }
  /** A person changed it: the same tool is to be used with these arguments. */
  | { readonly kind: 'amended'; readonly input: unknown }
  /** `reason`: for the agent, in words it can act on. */
  | { readonly kind: 'denied'; readonly reason: string };
