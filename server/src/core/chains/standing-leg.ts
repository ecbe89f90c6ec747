import type { AgentPart, Leg } from '../model/agent-reach.ts';
import type { ActKind } from '../model/passage.ts';
import type { Tier } from '../model/fact.ts';
import type { Range } from '../model/text.ts';

/** One thing by which an agent has a leg, and where it stands. */
export interface StandingLeg {
  readonly leg: Leg;
  readonly part: AgentPart;
  readonly words: string;
  readonly path: string;
  readonly range: Range;
  readonly tier: Tier;
  /** The places that give the agent the part: those that lead to the agent that has it come first. */
  readonly givenAt: readonly Place[];
  /** The agent that has the part, where another leads to it. */
  readonly of?: string;
}

export interface Place {
  readonly path: string;
  readonly range: Range;
}

/** A function that an agent may have called, and what that does. */
export interface ToolUse {
  readonly part: AgentPart;
  readonly acts: readonly {
    readonly kind: ActKind;
    readonly path: string;
    readonly range: Range;
    readonly words: string;
    readonly tier: Tier;
  }[];
  /** Where it is given, and where its file is taken in. */
  readonly at: readonly Place[];
}

/** One agent leads to another, by a list or by a function that it can call. */
export interface StandingLink {
  /** The scope of the other. */
  readonly to: string;
  readonly at: readonly Place[];
  readonly isAsked: boolean;
}

/** An agent with all that the files of a side say of it, but what others do for it. */
export interface JoinedAgent {
  readonly name: string;
  readonly scope: string;
  /** Told only of whom it is given. */
  readonly isList: boolean;
  /** Tools that are had all together. */
  readonly isSet: boolean;
  /** Tools for a server of another file, as far as anything says nobody takes them in. */
  readonly isApart: boolean;
  readonly uses: readonly ToolUse[];
  /** The file that names it first. */
  readonly path: string;
  readonly standing: readonly StandingLeg[];
  /** What the program puts into its prompt when it asks it: others that ask it put nothing of that in. */
  readonly prompted: readonly StandingLeg[];
  readonly links: readonly StandingLink[];
}
