import type { FactKind } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import type { Value } from '../value.ts';

/** A value under a name: an entry, a keyword, an assignment, a field, or a call that sets it. */
export interface Given {
  /** Letters and digits in lower case: `rejectUnauthorized`, `REJECT_UNAUTHORIZED` and `setRejectUnauthorized(…)` are one. */
  readonly name: string;
  readonly value: SyntaxNode;
  readonly node: SyntaxNode;
  /** The call that it is an option of, as written; empty when there is none. */
  readonly callee: string;
  /** What it is a member of, as written: `s.verify = …`. */
  readonly holder: string;
}

/** A setting that protects, whatever library reads it: its names, and what its values mean. */
export interface SettingRow {
  /** Stable: the resource of the fact. */
  readonly id: string;
  readonly kind: FactKind;
  /** What it does, as a noun: "the check of the server's certificate". */
  readonly title: string;
  /** As `Given.name`, apart by blanks. */
  readonly names: string;
  /** One of `values`, or null when only a deployment knows. */
  readonly means: (value: Value, node: SyntaxNode, reading: FileReading) => string | null;
  /** From what protects most to what protects least. */
  readonly values: readonly string[];
  /** The first of `values` that does not protect: said when it comes new. Null: only a change for the worse is said. */
  readonly loose: string | null;
  /** What holds where it is not given: when that is looser than what goes, the loss is said. Null: nobody knows. */
  readonly otherwise: string | null;
  /**
   * Calls that take it, when it is an option: one that is not given it has what holds `otherwise`, and one that goes takes its
   * options along.
   */
  readonly of?: (callee: string, reading: FileReading) => boolean;
  /** Where a name means something else elsewhere. */
  readonly when?: (given: Given, reading: FileReading) => boolean;
}

/** Words of a switch, as policies may name them. */
export const SWITCH = ['on', 'off'] as const;
