import type { Tier } from '../../model/fact.ts';
import type { ActKind } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';

/** A call that does something with a text it is given, and the nodes that the text stands in. */
export interface FoundAct {
  readonly kind: ActKind;
  readonly call: SyntaxNode;
  readonly norm: string;
  /** What it does, for people: "`child_process.exec` runs it through a shell". */
  readonly words: string;
  readonly given: readonly SyntaxNode[];
  readonly tier: Tier;
  readonly to?: string;
  /** Nothing goes along but an address and settings that stand in the code. */
  readonly isEmpty?: true;
}
