import type { Fields } from '../agents/fields.ts';

/** What a commit says of itself. All of it is text that anybody may have written. */
export interface CommitText {
  readonly authorName: string;
  readonly authorAddress: string;
  /** `Key: value`, unfolded, one a line. */
  readonly trailers: readonly string[];
  /** Of `refs/notes/ai`. Empty: there is none. */
  readonly note: string;
  /** Records of Agent Trace that name it. */
  readonly traces: readonly Fields[];
}

/** An agent that a commit names. */
export interface CommitClaim {
  /** Id of the agent where we know it, else the name as it stands there. */
  readonly agent: string;
  readonly model?: string;
  readonly session?: string;
  readonly claimedBy: 'git-trailer' | 'git-author' | 'git-note' | 'agent-trace';
}

/** One way in which commits name agents. */
export type CommitSign = (commit: CommitText) => readonly CommitClaim[];

/** A name or a model in a commit has no need of more. */
export const maxName = 120;
