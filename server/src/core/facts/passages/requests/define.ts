import type { LanguageId, SyntaxNode } from '../../../model/syntax.ts';
import type { Reading, Route } from '../../define.ts';
import type { Binding } from '../../scopes.ts';

/** A path of names as it is written, and what it begins with. */
export interface Read {
  readonly reading: Reading;
  readonly node: SyntaxNode;
  readonly base: SyntaxNode;
  /** `req.body.cmd`, `c.Query()`, `event['body']` as `event.body`. */
  readonly text: string;
  readonly binding: Binding | null;
  /** The type of the binding, as written; empty when it has none. */
  readonly type: string;
}

/** A parameter of a handler. */
export interface Given {
  readonly reading: Reading;
  readonly binding: Binding;
  readonly route: Route;
  readonly type: string;
}

/** How frameworks of a language hand over what a request says. */
export interface RequestReads {
  readonly languages: readonly LanguageId[];
  /** A member or a call reads it. */
  readonly reads: (read: Read) => boolean;
  /** A parameter of a handler holds it. Left out: none does, but those whose decorators say so. */
  readonly isGiven?: (given: Given) => boolean;
}

/** Types a row of the table. */
export function defineRequestReads(row: RequestReads): RequestReads {
  return row;
}
