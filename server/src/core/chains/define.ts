import type { AgentSummary } from '../model/agent-reach.ts';
import type { ChainShape, ChainStep } from '../model/chain.ts';
import type { Fact, Facet, FactKind, Resource, Subject, Tier } from '../model/fact.ts';
import type { FunctionRef, PassageSummary } from '../model/passage.ts';
import type { FileSummary } from '../model/summary.ts';
import type { Range } from '../model/text.ts';

/** One side of a change set with the unchanged files that are at hand. */
export interface ChainSide {
  readonly passages: ReadonlyMap<string, PassageSummary>;
  /** Of changed files. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  /** What files say of agents. */
  readonly agents: ReadonlyMap<string, AgentSummary>;
  /** What files hand on of others. */
  readonly files: ReadonlyMap<string, Pick<FileSummary, 'exports' | 'reexports' | 'code'>>;
}

/** A chain as it stands on one side. */
export interface FoundChain {
  /** Compared between the sides: what the ends are, without paths, lines and names of functions. */
  readonly key: string;
  /** And with the names at its ends: equal ones are matched first. */
  readonly ends: string;
  /** Chains of one kind with the same group are one act to the reader: the first speaks for all. */
  readonly group: string;
  readonly kind: FactKind;
  readonly action: string;
  readonly resource: Resource;
  readonly subject: Subject;
  readonly steps: readonly Omit<ChainStep, 'isNew'>[];
  /** Of each step the places where it is given to the agent; told where the step's own lines did not change. */
  readonly givenAt?: readonly (readonly { readonly path: string; readonly range: Range }[])[];
  /** Functions and routes on the way, each with its file. */
  readonly passes?: readonly FunctionRef[];
  /** One sentence, present tense. */
  readonly message: string;
  readonly why: readonly string[];
  readonly tier: Tier;
  /** Of all facts on the way. */
  readonly factIds: readonly string[];
  readonly dataClasses?: readonly string[];
  readonly sink?: string;
  readonly tags: readonly string[];
}

/** One way in which facts of several places join. One file and one table row each. */
export interface ChainKind {
  /** The file's name; says what it reports. */
  readonly id: string;
  readonly shape: ChainShape;
  readonly facet: Facet;
  readonly why: string;
  readonly fix: string;
  readonly tags: readonly string[];
  readonly find: (side: ChainSide) => Iterable<FoundChain>;
  /** A finding about one fact says as much already: what was there before tells. */
  readonly isTold?: (chain: FoundChain, before: ChainSide) => boolean;
  /** Where lines do not say which steps are new: the chain told against what was there before. */
  readonly told?: (chain: FoundChain, before: ChainSide) => ToldChain;
}

interface ToldChain {
  readonly message: string;
  /** Indices of steps. */
  readonly newSteps: readonly number[];
}

export function defineChainKind(kind: ChainKind): ChainKind {
  return kind;
}
