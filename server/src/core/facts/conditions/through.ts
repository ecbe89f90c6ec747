import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** What protects at a place by being there. */
export interface Through {
  readonly node: SyntaxNode;
  /** What both sides must have in common. */
  readonly key: string;
  /** What the fact is known by, where it is not the key. */
  readonly norm?: string;
  /** A word that must still stand in the function. */
  readonly word?: string | null;
  /** Where it is not the function around the node. */
  readonly symbol?: string;
  /** What is shown of it, where it is not the node. */
  readonly shown?: SyntaxNode;
}

export function toThrough(
  reading: Reading,
  { node, key, norm = key, word = null, symbol, shown = node }: Through,
): Mark {
  return {
    kind: 'through',
    symbol: symbol ?? reading.subjectOf(node).symbol,
    key,
    value: '',
    ...(word === null ? {} : { word: hashWord(word) }),
    fact: toCondition(reading, shown, 'rank', norm),
  };
}
