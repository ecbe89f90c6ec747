import type { Tier } from './fact.ts';
import type { Range } from './text.ts';

/** A function of the workspace: the file that it stands in, and its symbol there. */
export interface FunctionRef {
  readonly path: string;
  readonly symbol: string;
  /** Paths of which the first that exists is meant, when none was at hand: `path` is the first of them. */
  readonly candidates?: readonly string[];
}

/** Who wrote a text that nobody vouches for. `page`: its address, and messages of other windows; `tool-call`: what a model passes to a tool. */
export type SourceKind = 'request' | 'issue' | 'chat' | 'mail' | 'fetched' | 'page' | 'tool-call';

/** Where a value comes from, as far as one file says. */
export type Origin =
  | { readonly kind: 'untrusted'; readonly source: SourceKind }
  /** Personal data; `facts/data-class-table.ts` names the classes. */
  | { readonly kind: 'data'; readonly dataClass: string }
  /** `symbol`: a function of the same file. */
  | { readonly kind: 'parameter'; readonly symbol: string; readonly index: number; readonly name: string }
  | { readonly kind: 'result'; readonly of: FunctionRef }
  /** What a model answers: the number of the act that asks it. */
  | { readonly kind: 'answer'; readonly act: number };

export type Target =
  /** The number of an act of the same file. */
  | { readonly kind: 'act'; readonly act: number }
  /** Index or, for keyword arguments, the name. */
  | { readonly kind: 'argument'; readonly of: FunctionRef; readonly index: number; readonly name?: string }
  | { readonly kind: 'return'; readonly symbol: string };

/** An argument that a function gives back: the passage exists if it does. */
export interface GivenBack {
  readonly of: FunctionRef;
  readonly index: number;
  readonly name?: string;
}

/** A function gives back one of its parameters, itself or in what it makes of it. */
export interface GivesBack {
  readonly symbol: string;
  readonly index: number;
  readonly name: string;
  /** If all of these do. */
  readonly through: readonly GivenBack[];
}

/** A place that people are shown, in words: a piece of code, or what it does. */
export interface Place {
  readonly range: Range;
  readonly words: string;
}

/** A value that goes from one place of a file to another. */
export interface Passage {
  readonly from: Origin;
  readonly to: Target;
  readonly through: readonly GivenBack[];
  readonly at: { readonly from: Place; readonly to: Place };
  /** The function or route around the target. */
  readonly within: string;
  readonly tier: Tier;
}

export type ActKind =
  | 'exec'
  | 'eval'
  | 'deserialize'
  | 'query'
  | 'connect'
  /** Of a file. */
  | 'read'
  | 'write'
  | 'delete'
  /** Whoever called is led there. */
  | 'redirect'
  /** Shown as markup. */
  | 'markup'
  | 'prompt'
  | 'egress'
  /** Kept for what models are told later. */
  | 'remember'
  /** Known by a fact only: nothing is known of a value that it is given. */
  | 'privilege';

/** Something done to the world, which values go into or a route leads to. */
export interface Act extends Place {
  readonly kind: ActKind;
  /** Compared: the call's canonical path, or the action of the fact. No path, no line. */
  readonly norm: string;
  /** The function or route around it. */
  readonly within: string;
  /** Of the fact at this place. */
  readonly facts: readonly string[];
  readonly tier: Tier;
  /** Who it is done with or where it goes: a host, a vendor, a model provider. */
  readonly to?: string;
  /** Of what asks a model: it is given tools. */
  readonly hasTools?: true;
  /** Of what asks a model: the text is taken for what its operator says. */
  readonly isInstruction?: true;
  /** Of what is sent: nothing goes along but what stands in the code. */
  readonly isEmpty?: true;
  /** Classes of data that facts of this place name already. */
  readonly dataClasses?: readonly string[];
  /** What few may do, in words: a route must not lead to it unguarded. */
  readonly privilege?: string;
}

/** One function calls another. */
export interface CallEdge {
  readonly within: string;
  readonly to: FunctionRef;
  readonly range: Range;
}

/** An entry point, and the function that requests reach through it. */
export interface EntryPoint {
  readonly symbol: string;
  readonly handler: FunctionRef;
  readonly isPublic: boolean;
  readonly range: Range;
  /** Id of the fact that says so. */
  readonly fact: string | null;
}

/** What a file contributes to chains over files. Not part of a summary's digest: no reading depends on it. */
export interface PassageSummary {
  readonly passages: readonly Passage[];
  readonly givesBack: readonly GivesBack[];
  readonly acts: readonly Act[];
  readonly calls: readonly CallEdge[];
  readonly entries: readonly EntryPoint[];
  /** Functions and routes that ask who is calling before they go on. */
  readonly guarded: readonly string[];
  /** `example`, `generated`, `vendored`, `docs`; tests contribute nothing. */
  readonly context: readonly string[];
}
