import type { Tier } from '../../model/fact.ts';
import type { ActKind } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Argument } from '../value.ts';

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
  /** Of what asks a model: the text is taken for what its operator says. */
  readonly isInstruction?: true;
  /** Nothing goes along but an address and settings that stand in the code. */
  readonly isEmpty?: true;
}

export function nodesOf(args: readonly (Argument | null | undefined)[]): readonly SyntaxNode[] {
  return args.flatMap((arg) => (arg?.node == null ? [] : [arg.node]));
}

/** What a method is called on: `in.readObject()`. */
export function objectOf(call: SyntaxNode): readonly SyntaxNode[] {
  const callee = childOf(call, 'call.callee');
  const object = callee === null ? null : childOf(callee, 'member.object');
  return object === null ? [] : [object];
}

export function shortPath(path: string): string {
  const segments = path.split('.');
  return segments.length <= 3 ? path : segments.slice(-2).join('.');
}
