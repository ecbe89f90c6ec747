import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { madeOf } from '../made-of.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { toSettingSite } from '../settings/read.ts';

const END = {
  kind: 'identity.token',
  id: 'token-end',
  title: 'the check of when a token ends',
  values: ['on', 'off'],
  loose: 'off',
  otherwise: 'off',
} as const;

const EXPIRY =
  /(?:^| )(?:expires?(?: at| on| in| date)?|expiry(?: date| time| at)?|expiration(?: date| time)?|exp|valid until)$/;
const EXPIRED = /^(?:is |has )?expired$/;
const HELD =
  /\b(?:token|otp|code|reset|invite|invitation|magic|link|verification|session|challenge|grant|api key|nonce|ticket|passcode|confirmation)\b/;
const MAX_NODES = 60;

/** Conditions that ask whether a token, an invitation or a code that somebody shows is still good. */
export const tokenEnds = defineExtractor({
  id: 'token-ends',
  kinds: ['identity.token'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands) return;
    for (const node of unit.ofKind('if')) {
      const condition = childOf(node, 'if.condition');
      if (condition !== null && condition.end - condition.start < 400 && asksForEnd(reading, condition))
        yield site(reading, condition);
    }
  },
});

function asksForEnd(reading: Reading, condition: SyntaxNode): boolean {
  const { unit } = reading;
  let left = MAX_NODES;
  for (const node of descendants(condition)) {
    if ((left -= 1) < 0) return false;
    if (node.kind !== 'member' && node.kind !== 'name' && node.kind !== 'call') continue;
    const words = wordsOf((lastName(unit, node) ?? '').replace(/\?$/, ''));
    const isEnd = EXPIRED.test(words) || (EXPIRY.test(words) && isCompared(unit.textOf(condition)));
    if (isEnd && HELD.test(wordsOf(`${recordOf(reading, node)} ${unit.textOf(node).slice(-80)}`))) return true;
  }
  return false;
}

/** What the record of `row.expires_at` was found by, when it is a local name. */
function recordOf(reading: Reading, node: SyntaxNode): string {
  const object = childOf(node, 'member.object');
  return object === null ? '' : madeOf(reading, object);
}

function isCompared(text: string): boolean {
  return /[<>]|\b(?:is_?after|is_?before|before|after|Before|After|is_?past|past\?|future\?|compareTo)\b/i.test(text);
}

function site(reading: Reading, node: SyntaxNode): Site {
  return toSettingSite(reading, END, { node }, 'on');
}
