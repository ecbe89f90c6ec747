import type { SyntaxNode } from '../../model/syntax.ts';
import type { toSettingSite } from '../settings/read.ts';

/** A place where something is told to leave alone what it could do, or is not. */
export interface Hardened {
  readonly row: Parameters<typeof toSettingSite>[1];
  readonly node: SyntaxNode;
  /** One of the row's values. */
  readonly value: string;
}
