import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, returnsIn } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { madeOf } from '../made-of.ts';
import { endsInQuery, EXPIRY, HELD } from '../guards/ends-in-query.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { toSettingSite } from '../settings/read.ts';
import { valueGiven } from '../value-given.ts';

const END = {
  kind: 'identity.token',
  id: 'token-end',
  title: 'the check of when a token ends',
  values: ['on', 'off'],
  loose: 'off',
  otherwise: 'off',
} as const;

const EXPIRED = /^(?:is |has )?expired$/;
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
      if (condition !== null && asksForEnd(reading, condition)) yield site(reading, condition);
    }
    for (const node of unit.ofKind('return')) {
      const answer = node.children.find(({ kind }) => kind === 'binary');
      if (answer !== undefined && asksForEnd(reading, answer)) yield site(reading, answer);
    }
    for (const kind of ['keyword', 'entry'] as const)
      for (const node of unit.ofKind(kind)) if (endsInQuery(reading, node)) yield site(reading, node);
  },
});

const MAX_CONDITION = 400;

/** The condition itself, or what a name in it was given, or what a function of this file that it calls answers. */
function asksForEnd(reading: Reading, condition: SyntaxNode): boolean {
  if (condition.end - condition.start >= MAX_CONDITION) return false;
  if (asksHere(reading, condition)) return true;
  const asked = condition.kind === 'unary' ? childOf(condition, 'unary.operand') : condition;
  const meant = asked === null ? null : behind(reading, asked);
  return meant !== null && meant.end - meant.start < MAX_CONDITION && asksHere(reading, meant);
}

function behind(reading: Reading, node: SyntaxNode): SyntaxNode | null {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  if (callee === null) return valueGiven(reading, node);
  const value = reading.resolver.valueOf(callee);
  const body = value.kind === 'function' ? childOf(value.node, 'function.body') : null;
  if (value.kind !== 'function' || body === null) return null;
  return body.kind === 'block' ? (returnsIn(value.node)[0]?.children[0] ?? null) : body;
}

function asksHere(reading: Reading, condition: SyntaxNode): boolean {
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

/** What the record of `row.expires_at`, or of `expiresAt` that was taken out of it, was found by, when it is a local name. */
function recordOf(reading: Reading, node: SyntaxNode): string {
  const object = childOf(node, 'member.object');
  return madeOf(reading, object ?? node);
}

function isCompared(text: string): boolean {
  return /[<>]|\b(?:is_?after|is_?before|before|after|Before|After|is_?past|past\?|future\?|compareTo)\b/i.test(text);
}

function site(reading: Reading, node: SyntaxNode): Site {
  return toSettingSite(reading, END, { node }, 'on');
}
