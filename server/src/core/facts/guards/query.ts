import type { SyntaxNode } from '../../model/syntax.ts';
import type { Link, Scope } from './query-conditions.ts';

/** A query and whether it is limited to what belongs to the caller. */
export interface Query {
  /** The outermost call of the chain. */
  readonly node: SyntaxNode;
  /** What is queried, in words: `invoice` for `Invoice.findOne`, `prisma.invoice`, `db.query(Invoice)`. */
  readonly target: string;
  /** The conditions that limit it to what is the caller's. */
  readonly scopes: readonly Scope[];
  /** Its calls, last first. */
  readonly links: readonly Link[];
  /** It goes on from another query, which has its conditions too. */
  readonly isNarrowing?: boolean;
}
