import type { GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading, GuardUse } from '../define.ts';
import type { Atom } from './atom.ts';
import type { Formula } from './formula.ts';

export interface BodyChecks {
  readonly checks: readonly FoundGuard[];
  /** It denies only what is wrong with credentials that are given. */
  readonly isOptional: boolean;
}

/** A guard at the place where it stands, before it is known what it stands in front of. */
export type FoundGuard = Omit<GuardUse, 'from'> & {
  readonly node: SyntaxNode;
  /** Which value it checks, as written: one place may check several. */
  readonly checked?: string;
};

/** What the parts of guard reading ask of each other: conditions call predicates, bodies call guards, guards have bodies. */
export interface GuardReading extends FileReading {
  /** What holds when the expression is true. */
  readonly conditionOf: (node: SyntaxNode) => Formula<Atom>;
  /** What holds when a function of this file answers true; null when it is no question about the caller. */
  readonly predicateOf: (fn: SyntaxNode) => Formula<Atom> | null;
  /**
   * What holds when a function of this file answers true, whatever it is about; null when it comes to no answer.
   * @param part which part of the answer says how it went, when it has several: a key, or `0` for the first
   */
  readonly verdictOf: (fn: SyntaxNode, part?: string) => Formula<Atom> | null;
  /** Checks in the function's own body that stop it unless they hold. */
  readonly checksIn: (fn: SyntaxNode) => BodyChecks;
  /**
   * What a function of this file asks for as a guard: its own checks and those of the functions it answers with. Null: it
   * is none. Empty: it denies only what is wrong with credentials that are given, and lets pass who gives none.
   */
  readonly guardsOf: (fn: SyntaxNode) => readonly GuardSummary[] | null;
  /** What an expression asks for that stands in front of a handler: middleware, decorator, dependency, permission class. */
  readonly guardsAt: (node: SyntaxNode) => readonly FoundGuard[];
  /** What a call that stands as a statement asks for before it comes back. */
  readonly guardsOfCall: (call: SyntaxNode) => readonly FoundGuard[];
}
