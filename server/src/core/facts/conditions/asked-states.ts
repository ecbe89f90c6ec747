import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** Columns that say whether something still counts, or is for anybody. */
export const STATES =
  /^(?:is )?(?:used|redeemed|consumed|spent|expir\w*(?: at| on)?|valid(?: until| to| from)?|revoked(?: at)?|active|enabled|disabled(?: at)?|verified(?: at)?|confirmed(?: at)?|deleted(?: at)?|archived|published|approved|draft|locked|blocked|banned|suspended|hidden|private|public|visibility|visible|status|state|version|used at)$/;
const CHANGES = /\b(?:update|delete)\b/i;
const WHERE = /\bwhere\b/i;
const COLUMN =
  /(?:^|\b(?:and|where)\b|\()\s*(?:not\s+)?["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)["`\]]?\s*(?:=|<|>|!|is\b|in\b|not\b|between\b|$|\)|\band\b)/gi;
const MAX_SQL = 4000;

/** `UPDATE codes SET … WHERE code = $1 AND used = false`: in which states something is changed. */
export function* askedStates(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const toMark = (node: SyntaxNode, what: string): Mark => ({
    kind: 'through',
    symbol: reading.subjectOf(node).symbol,
    key: `where ${what}`,
    value: '',
    fact: toCondition(reading, node, 'rank', `where ${what}`),
  });
  for (const kind of ['string', 'template'] as const)
    for (const node of unit.ofKind(kind)) {
      if (node.end - node.start > MAX_SQL || node.end - node.start < 20) continue;
      const where = behind(behind(unit.textOf(node), CHANGES), WHERE);
      for (const [, column] of where.matchAll(COLUMN))
        if (STATES.test(wordsOf(column!))) yield toMark(node, wordsOf(column!));
    }
}

/** What stands behind the first match, and nothing where there is none. */
function behind(text: string, pattern: RegExp): string {
  const found = pattern.exec(text);
  return found === null ? '' : text.slice(found.index + found[0].length);
}
