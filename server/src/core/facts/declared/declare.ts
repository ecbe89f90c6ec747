import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { SchemaToken } from '../../text/schema-tokens.ts';
import type { FileReading, GuardUse, Route } from '../define.ts';
import { saidGuard } from '../routes/said-guard.ts';

/** What must hold, of which one alternative is enough. */
export type Clauses = readonly (readonly Alternative[])[];

export const NOBODY: Alternative = { kind: 'role', value: 'nobody' };

/** Places that one file may declare: what has more is generated, and no one reviews it by hand. */
export const MAX_DECLARED = 3_000;

/** A piece of a text that has no tree of its own. */
export function placeIn({ unit }: FileReading, start: number, end: number): SyntaxNode {
  return { kind: 'other', role: null, start, end, parent: unit.tree.root, children: [], index: -1 };
}

/** The same of tokens, each a leaf of its own: what is written a little otherwise is known again. */
export function placeOfTokens(reading: FileReading, tokens: readonly SchemaToken[]): SyntaxNode {
  const node = placeIn(reading, tokens[0]!.start, tokens.at(-1)!.end);
  const leaf = ({ start, end }: SchemaToken): SyntaxNode => ({ ...placeIn(reading, start, end), parent: node });
  return {
    ...node,
    children: tokens
      .filter(({ kind }) => kind !== 'line')
      .slice(0, MAX_LEAVES)
      .map(leaf),
  };
}

const MAX_LEAVES = 400;

/** Guards of clauses that stand in one place. */
export function guardsOf(reading: FileReading, node: SyntaxNode, clauses: Clauses, why: string): readonly GuardUse[] {
  return clauses
    .filter((clause) => clause.length > 0)
    .map((clause) => ({ ...saidGuard(reading, node, clause, 'route', why), tier: 'proven' }));
}

/** The same, switched off for one part of what stands behind them. */
export function liftedAt(reading: FileReading, node: SyntaxNode, asked: Alternative, why: string): GuardUse {
  return { ...saidGuard(reading, node, [asked], 'route', why), condition: 'exempt' };
}

interface Declared {
  readonly symbol: string;
  readonly node: SyntaxNode;
  readonly group: string;
  readonly guards: readonly GuardUse[];
  /**
   * `entry`: a way in, which is refused when nothing is declared. `part`: likewise, and told elsewhere that it is there.
   * `operation`: likewise, and told here when it asks nothing while those beside it do. `rule`: what it is for is there without
   * it, and open then.
   */
  readonly as: 'entry' | 'part' | 'operation' | 'rule';
  readonly unread?: readonly string[];
}

const METHODS = { entry: 'ACCESS', part: 'FIELD', operation: 'ACTION', rule: 'BELOW' } as const;

export function declared({ symbol, node, group, guards, as, unread = [] }: Declared): Route {
  const route: Route = { method: METHODS[as], path: symbol, symbol, node, handler: null, group, guards };
  return unread.length === 0 ? route : { ...route, unread };
}
