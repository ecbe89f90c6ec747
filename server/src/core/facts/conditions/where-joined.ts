import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import type { Mark } from './mark.ts';
import { toRanked } from './ranked.ts';

const MAX_SQL = 4000;
const BEGINS = /\b(?:select|update|delete)\b/i;

/** `WHERE room = $1 AND (a OR b)`: by parentheses, whether one condition is enough to get what the others leave out. */
export function* whereJoined(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['string', 'template', 'binary'] as const)
    for (const node of unit.ofKind(kind)) {
      if (node.parent?.kind === 'binary' || node.end - node.start > MAX_SQL || node.end - node.start < 30) continue;
      if (kind === 'binary' && !isText(node)) continue;
      const text = unit.textOf(node);
      const where = BEGINS.test(text) ? text.search(/\bwhere\b/i) : -1;
      const rank = where < 0 ? null : rankOf(text.slice(where));
      if (rank !== null)
        yield toRanked(reading, 'rank', { node, key: `where ${text.slice(0, where).replace(/\W+/g, ' ')}`, rank });
    }
}

/** Joined texts begin with one. */
function isText(node: SyntaxNode): boolean {
  let at: SyntaxNode | null = node;
  while (at?.kind === 'binary') at = childOf(at, 'binary.left');
  return at?.kind === 'string' || at?.kind === 'template';
}

/** 1: what is joined by `OR` stands in parentheses. Null where there is none beside an `AND`. */
function rankOf(where: string): number | null {
  let depth = 0;
  let isEither = false;
  let isInside = false;
  let isBoth = false;
  for (const [token] of where.matchAll(/[()]|\b(?:and|or|order|group|limit)\b/gi)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (depth <= 0 && /^(?:order|group|limit)$/i.test(token)) break;
    else if (/^and$/i.test(token)) isBoth ||= depth <= 0;
    else if (/^or$/i.test(token)) {
      isEither ||= depth <= 0;
      isInside ||= depth > 0;
    }
  }
  if (!isBoth) return null;
  return isEither ? 0 : isInside ? 1 : null;
}
