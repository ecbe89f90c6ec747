import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing, returnsIn } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { madeOf } from '../made-of.ts';
import { endsInQuery, EXPIRY, HELD } from '../guards/ends-in-query.ts';
import { functionCalled } from '../function-called.ts';
import { usableLimits } from '../guards/usable-records.ts';
import { querySubjects } from '../query-subjects.ts';
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
/** Files that say nothing of this have no end of anything. */
const NAMED = /expir|valid_?until|exp\b/i;
const MAX_NODES = 60;
const MAX_HANDED = 3;
const MAX_HANDED_TEXT = 80;

/** Conditions that ask whether a token, an invitation or a code that somebody shows is still good. */
export const tokenEnds = defineExtractor({
  id: 'token-ends',
  kinds: ['identity.token'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands || !NAMED.test(unit.tree.text)) return;
    for (const node of unit.ofKind('if')) {
      const condition = childOf(node, 'if.condition');
      if (condition !== null && asksForEnd(reading, condition)) yield site(reading, condition);
    }
    for (const node of unit.ofKind('return')) {
      const answer = node.children.find(({ kind }) => kind === 'binary');
      if (answer !== undefined && asksForEnd(reading, answer)) yield site(reading, answer);
    }
    for (const call of unit.ofKind('call')) if (stopsAtEnd(reading, call)) yield site(reading, call);
    const told = new Set<SyntaxNode>();
    for (const kind of ['keyword', 'entry'] as const)
      for (const node of unit.ofKind(kind)) if (endsInQuery(reading, node)) told.add(node);
    for (const { query } of querySubjects(reading))
      for (const { norm, node } of usableLimits(reading, query)) if (norm === 'not-expired') told.add(node);
    for (const node of told) yield site(reading, node);
  },
});

const MAX_CONDITION = 400;

/** The condition itself, or what names in it were given, or what functions of this file that it calls answer. */
function asksForEnd(reading: Reading, condition: SyntaxNode): boolean {
  if (condition.end - condition.start >= MAX_CONDITION) return false;
  if (asksHere(reading, condition)) return true;
  let left = MAX_NODES;
  for (const asked of descendants(condition)) {
    if ((left -= 1) < 0) return false;
    const meant = asked.kind === 'call' || asked.kind === 'name' ? behind(reading, asked) : null;
    if (meant === null || meant.end - meant.start >= MAX_CONDITION) continue;
    if (asksHere(reading, meant, asked.kind === 'call' ? handedTo(reading, asked) : '')) return true;
  }
  return false;
}

/** What a function is handed, and by what it was found. */
function handedTo(reading: Reading, call: SyntaxNode): string {
  const args = childrenOf(call, 'call.argument').slice(0, MAX_HANDED);
  return args.map((arg) => `${reading.unit.textOf(arg).slice(0, MAX_HANDED_TEXT)} ${madeOf(reading, arg)}`).join(' ');
}

/** `requireFresh(row)` of this file, which stops where the token has ended. */
function stopsAtEnd(reading: Reading, call: SyntaxNode): boolean {
  const at = call.parent?.kind === 'await' ? call.parent : call;
  if (at.parent?.kind !== 'block' && at.parent?.kind !== 'function') return false;
  const handed = handedTo(reading, call);
  const fn = HELD.test(wordsOf(handed)) ? functionCalled(reading, call) : null;
  if (fn === null || enclosing(call, 'function') === fn) return false;
  for (const node of descendants(fn)) {
    const condition = node.kind === 'if' ? childOf(node, 'if.condition') : null;
    if (condition !== null && condition.end - condition.start < MAX_CONDITION && asksHere(reading, condition, handed))
      return true;
  }
  return false;
}

function behind(reading: Reading, node: SyntaxNode): SyntaxNode | null {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  if (callee === null) return valueGiven(reading, node);
  const value = reading.resolver.valueOf(callee);
  const body = value.kind === 'function' ? childOf(value.node, 'function.body') : null;
  if (value.kind !== 'function' || body === null) return null;
  return body.kind === 'block' ? (returnsIn(value.node)[0]?.children[0] ?? null) : body;
}

/** `handed`: what the function around it was handed. */
function asksHere(reading: Reading, condition: SyntaxNode, handed = ''): boolean {
  const { unit } = reading;
  let left = MAX_NODES;
  for (const node of descendants(condition)) {
    if ((left -= 1) < 0) return false;
    if (node.kind !== 'member' && node.kind !== 'name' && node.kind !== 'call') continue;
    const words = wordsOf((lastName(unit, node) ?? '').replace(/\?$/, ''));
    const isEnd = EXPIRED.test(words) || (EXPIRY.test(words) && isCompared(unit.textOf(condition)));
    const of = isEnd
      ? `${recordOf(reading, node)} ${handed} ${node.kind === 'call' ? handedTo(reading, node) : ''}`
      : '';
    if (isEnd && HELD.test(wordsOf(`${of} ${unit.textOf(node).slice(-80)}`))) return true;
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
