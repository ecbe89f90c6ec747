import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** One of several ways to do the same, the stronger ones with a higher rank. */
export interface Ranked {
  readonly node: SyntaxNode;
  /** What both sides must have in common. */
  readonly key: string;
  readonly rank: number;
}

export function toRanked(reading: Reading, kind: 'rank' | 'part', { node, key, rank }: Ranked): Mark {
  return {
    kind,
    symbol: reading.subjectOf(node).symbol,
    key,
    value: String(rank),
    fact: rank === 0 ? null : toCondition(reading, node, 'rank', key),
  };
}
