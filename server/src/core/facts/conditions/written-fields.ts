import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toRanked } from './ranked.ts';

const WRITES =
  /^(?:create|insert|update|save|upsert|merge|assign|build|fill|patch|register|provision|invite)\b(?!.*\b(?:element|component|context|store|ref|state|url|query|selector|client|server|app|router|hash|hmac|cipher\w*|reducer|slice)\b)/;
const INPUT =
  /\b(?:body|input|payload|params|query|dto|data|attrs|attributes|form|req|request|changes|updates|patch|values|props|fields)$/;
const FIELDS = 2;

/** `create({ name, role: 'member' })`: what is written is listed there, or is all that somebody sends. */
export function* writtenFields(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null || callee.end - callee.start > 80 || !WRITES.test(wordsOf(name))) continue;
    const args = childrenOf(node, 'call.argument').filter(({ kind }) => kind !== 'comment');
    const last = args.findLast(({ kind }) => kind === 'object' || kind === 'name' || kind === 'member');
    const rank = last === undefined ? null : rankOf(reading, last);
    if (rank !== null) yield toRanked(reading, 'rank', { node, key: `fields of ${unit.textOf(callee)}`, rank });
  }
}

function rankOf({ unit }: Reading, node: SyntaxNode): number | null {
  if (node.kind !== 'object') return INPUT.test(wordsOf(unit.textOf(node).slice(-60))) ? 0 : null;
  if (node.children.some(({ kind }) => kind === 'spread')) return null;
  return node.children.length >= FIELDS ? 1 : null;
}
