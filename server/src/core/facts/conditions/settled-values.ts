import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Unit } from '../unit.ts';
import { lastWord } from './put-through.ts';
import type { Mark } from './mark.ts';
import { type Ranked, toRanked } from './ranked.ts';

/** How a value is called from which something was taken, or that was looked at. */
const SETTLED =
  /^(?:filtered|saniti[sz]ed|safe|escaped|validated|normali[sz]ed|cleaned|masked|redacted|verified|trusted|allowed|permitted|visible|accessible|authori[sz]ed|canonical|stripped|hashed|encrypted|checked|restricted|vetted)_?([A-Z]\w*|(?<=_)\w+)$/;
/** Calls that answer somebody. */
const ANSWERS =
  /^(?:json|render ?json|render|send|respond\w*|reply|write ?json|ok|success|created|body|encode|return ok|respond with json|write response|jsonify|result|data)$/;
/** Makes what may be shown of something. */
const SHOWS =
  /^(?:(?:to|as|into|new|from|map to|convert to|build|make|create) )?(?:\w+ )*(?:responses?|dtos?|views?|public \w+|safe \w+|presenters?|resources?|vo|summar(?:y|ies))$|^(?:redact\w*|mask\w*|strip\w*|omit\w*|without\w*|hide\w*|exclude\w*)\b/;

/** Where something is given as it is, or as what may be seen of it. */
export function* settledValues(reading: Reading): Generator<Mark> {
  for (const each of namesSettled(reading)) yield toRanked(reading, 'rank', each);
  for (const each of answersShown(reading)) yield toRanked(reading, 'rank', each);
}

/** `send(filteredEvent)`, `send(event)`, where a file has both. */
function* namesSettled({ unit }: Reading): Generator<Ranked> {
  const plain = new Map<string, number>();
  const found: { readonly node: SyntaxNode; readonly bare: string; readonly rank: number }[] = [];
  const names = unit.ofKind('name');
  for (const node of names) {
    const text = unit.textOf(node);
    const bare = SETTLED.exec(text)?.[1];
    if (bare === undefined) continue;
    const key = bare.charAt(0).toLowerCase() + bare.slice(1);
    plain.set(key, 0);
    found.push({ node, bare: key, rank: 1 });
  }
  if (plain.size === 0) return;
  for (const node of names) {
    const text = unit.textOf(node);
    if (plain.has(text)) found.push({ node, bare: text, rank: 0 });
  }
  for (const { node, bare, rank } of found) {
    const place = placeOf(unit, node);
    if (place !== null) yield { node, key: `settled ${place} ${bare}`, rank };
  }
}

/** The call that gets it, or what is made of it. */
function placeOf(unit: Unit, { parent, role }: SyntaxNode): string | null {
  if (parent === null) return null;
  if (role === 'call.argument') {
    const callee = childOf(parent, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    return name === null || /^(?:is|has|len|log\w*|print\w*|debug|info|warn|error\w*|append|set|finest)/i.test(name)
      ? null
      : name;
  }
  return parent.kind === 'return' ? 'return' : null;
}

/** `json(toUserResponse(user))`, `return toDto(user)`, and the same without. */
function* answersShown({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !ANSWERS.test(wordsOf(name))) continue;
    for (const arg of childrenOf(node, 'call.argument')) yield* shownIn(unit, arg, `answer ${name}`);
  }
  for (const node of unit.ofKind('return')) for (const value of node.children) yield* shownIn(unit, value, 'answer');
}

function* shownIn(unit: Unit, value: SyntaxNode, place: string): Generator<Ranked> {
  if (value.kind === 'name') {
    yield { node: value, key: `${place} ${unit.textOf(value)}`, rank: 0 };
    return;
  }
  if ((value.kind !== 'call' && value.kind !== 'new') || value.end - value.start > 120) return;
  const callee = childOf(value, 'call.callee');
  const name = callee === null ? null : lastName(unit, callee);
  if (callee === null || name === null || name.length > 60 || !SHOWS.test(wordsOf(name))) return;
  const of = childrenOf(value, 'call.argument').find(({ kind }) => kind === 'name') ?? childOf(callee, 'member.object');
  const word = of === null ? null : lastWord(unit, of);
  if (word !== null) yield { node: value, key: `${place} ${word}`, rank: 1 };
}
