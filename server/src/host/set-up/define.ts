/** A file of an agent's configuration, as it is and as it would be. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** Null: there is no such file. */
  readonly before: string | null;
  /** Null: it would be removed. */
  readonly after: string | null;
  readonly isExecutable: boolean;
}

/** Of this repository, for whoever works in it; or of the person, for all they work in. */
export type Scope = 'project' | 'user';

export interface Place {
  readonly scope: Scope;
  /** Top of the work tree. */
  readonly root: string;
  readonly home: string;
}

/** How long a person has for an answer. Written into every configuration, because what agents take without is a minute or less. */
export const reviewSeconds = 900;
/** For what it only tells us: nobody waits for a person then. */
export const noticeSeconds = 10;
/** Between our answer and the agent's own limit. */
export const spareSeconds = 10;

/** How an agent comes to ask us. One file and one row. */
export interface AgentSetUp {
  /** Id of the agent. */
  readonly agent: string;
  /** Below the root or the home directory; empty: the agent has no such place. */
  readonly files: Readonly<Record<Scope, readonly string[]>>;
  /** Folders and files below the home directory that show that the agent is used. */
  readonly traces: readonly string[];
  /** The whole text with our hook in it. Null: it cannot be done, and `whyNot` says why. */
  readonly put: (text: string | null) => string | null;
  /** The whole text without it; null: nothing is left. */
  readonly take: (text: string) => string | null;
  readonly whyNot?: string;
  readonly isExecutable?: boolean;
  /** What a person has to do besides, and what the hook cannot hold. */
  readonly notes: readonly string[];
}

export function defineSetUp(setUp: AgentSetUp): AgentSetUp {
  return setUp;
}
