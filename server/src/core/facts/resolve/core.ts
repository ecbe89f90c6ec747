import type { SyntaxNode } from '../../model/syntax.ts';
import type { Scopes } from '../scopes.ts';
import type { Unit } from '../unit.ts';
import type { Argument, Value } from '../value.ts';
import type { Workspace } from '../workspace.ts';

/** What the parts of the resolver use of each other. */
export interface ResolverCore {
  readonly unit: Unit;
  readonly scopes: Scopes;
  readonly workspace: Workspace;
  readonly valueOf: (node: SyntaxNode) => Value;
  readonly entriesOf: (object: SyntaxNode) => ReadonlyMap<string, SyntaxNode>;
  readonly argumentsOf: (call: SyntaxNode) => readonly Argument[];
  readonly memberOf: (base: Value, key: string, at: SyntaxNode) => Value;
  /** What an annotation says a value is an instance of; null when it says nothing. */
  readonly typedValue: (type: SyntaxNode | null) => Value | null;
  /** The same of a type's text, read where a node stands. */
  readonly valueOfType: (text: string, at: SyntaxNode) => Value | null;
  /** A value of something that is declared with a type. */
  readonly asDeclared: (value: Value, type: SyntaxNode | null) => Value;
}
