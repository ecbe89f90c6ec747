import type { Tier } from './fact.ts';
import type { FunctionRef } from './passage.ts';
import type { Range } from './text.ts';

/** What is harmless by itself: an agent that can do all three sends away what it reads when a text that it reads says so. */
export const legs = ['untrusted', 'private', 'outward'] as const;

/** Reads what anybody may have written; reads what is not for everybody; hands something to others. */
export type Leg = (typeof legs)[number];

/** One of the things that an agent can use: a tool, a server, a rule that lets it do something without a question. */
export interface AgentPart {
  /** As the agent knows it. The same on both sides when the part is. */
  readonly name: string;
  readonly range: Range;
  /** By what it is called alone. */
  readonly legs: readonly LegOfPart[];
  /** The function that is called; null: it is none of the workspace. */
  readonly calls: FunctionRef | null;
  /** Of a function without a name: where it stands. */
  readonly body?: Range;
  /** A person says yes before it is used. */
  readonly isAsked: boolean;
  readonly tier: Tier;
  readonly factId?: string;
}

export interface LegOfPart {
  readonly leg: Leg;
  /** A phrase after its name: "opens any page". */
  readonly words: string;
}

/** An agent, or a server that gives its tools to one. */
export interface AgentReach {
  /** For people: `desk`, "Claude Code". */
  readonly name: string;
  /** Files that say of the same agent what it has: equal ones are one. */
  readonly scope: string;
  readonly parts: readonly AgentPart[];
  /** Names of parts that it is refused. */
  readonly refused: readonly string[];
  /** What other code knows it by: unlike all others of its file. Absent: nothing leads to it. */
  readonly symbol?: string;
  /** Agents that it can have something done by: whatever it reads can have them do it. */
  readonly leadsTo?: readonly AgentLink[];
  /** A list, which is no agent: whom it is given has what stands in it. */
  readonly isList?: true;
  /** Tools that a server or whoever is given an object has all together. */
  readonly isSet?: true;
  /** Of tools for a server that stands elsewhere: nobody has them until it takes them in. */
  readonly isApart?: true;
  /** That server, where the file names it. */
  readonly of?: AgentRef;
  /** The files that say of it what it has, where more than this one may: `tools/*.go`. */
  readonly spans?: string;
}

/** The file that an agent stands in, and its symbol there; an empty path: it is known by its symbol, wherever it stands. */
export interface AgentRef extends FunctionRef {
  /** Of one that is known by its symbol: where several are called so, the end of its folder's path. */
  readonly folder?: string;
}

/** One agent hands on to another, or calls it. */
export interface AgentLink {
  readonly to: AgentRef;
  readonly range: Range;
  /** A person says yes before. */
  readonly isAsked: boolean;
}

/** A function has an agent do something. */
export interface AgentRun {
  readonly to: AgentRef;
  /** The function around it. */
  readonly within: string;
  readonly range: Range;
}

/** What a function does that makes a leg, where no act says so. */
export interface FunctionReach extends LegOfPart {
  /** The function around it. */
  readonly within: string;
  readonly range: Range;
}

/** What a file contributes to what agents can do. Not part of a summary's digest. */
export interface AgentSummary {
  readonly agents: readonly AgentReach[];
  readonly functions: readonly FunctionReach[];
  readonly runs?: readonly AgentRun[];
  /** Functions of which a person is asked before they are called. */
  readonly asked: readonly string[];
  /** `example`, `generated`, `vendored`, `docs`; tests contribute nothing. */
  readonly context: readonly string[];
}
