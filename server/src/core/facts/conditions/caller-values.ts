import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { actorAt } from '../guards/actor.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

const MAX_VALUE = 100;
const VALUES: ReadonlySet<string> = new Set(['name', 'member', 'call', 'index', 'shorthand', 'await']);

/** Values that are taken from the caller or from something else, at a place of a call, a list or a name that both sides have. */
export function* callerValues(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const toMark = (node: SyntaxNode, key: string): Mark | null => {
    if (!VALUES.has(node.kind) || node.end - node.start > MAX_VALUE || asksByValue(node)) return null;
    const actor = NAMES_CALLER.test(wordsOf(`${key} ${unit.textOf(node)}`)) ? actorAt(reading, node) : null;
    const value = actor === null ? 'other' : actor.strength;
    return {
      kind: 'caller',
      symbol: reading.subjectOf(node).symbol,
      key,
      value: `${value} ${unit.textOf(node).replaceAll('?.', '.')}`,
      fact: actor?.strength === 'strong' ? toCondition(reading, node, 'of-caller', key) : null,
    };
  };
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || SAYS.test(name)) continue;
    for (const [index, arg] of childrenOf(call, 'call.argument').entries()) {
      const keyword = arg.kind === 'keyword' ? childOf(arg, 'keyword.name') : null;
      const value = arg.kind === 'keyword' ? childOf(arg, 'keyword.value') : arg;
      if (value === null) continue;
      const mark = toMark(value, `${name} ${keyword === null ? index : unit.textOf(keyword)}`);
      if (mark !== null) yield mark;
    }
  }
  for (const entry of unit.ofKind('entry')) {
    const key = childOf(entry, 'entry.key');
    const value = childOf(entry, 'entry.value');
    if (key === null || value === null) continue;
    const mark = toMark(value, `: ${unit.textOf(key)}`);
    if (mark !== null) yield mark;
  }
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    if (target === null || value === null || (target.kind !== 'name' && target.kind !== 'member')) continue;
    const mark = toMark(value, `= ${unit.textOf(target)}`);
    if (mark !== null) yield mark;
  }
}

/** A `principal` by itself is as often an amount, a `payload` a text. */
const NAMES_CALLER =
  /\b(?:users?|user ?name|accounts?|session|auth\w*|caller|identity|me|members?|tenants?|org\w*|owners?|actor|viewer|uid|current|profile|customers?|subject|sub|principal get \w+|principal \w+|person|requester|author|creator|created by)\b/;
/** `current_user.items.find(id)` is of the caller, and not the caller. */
function asksByValue(node: SyntaxNode): boolean {
  for (const at of descendants(node))
    if (at !== node && at.role === 'call.argument' && !['string', 'number', 'name'].includes(at.kind)) return true;
  return false;
}

const SAYS = /^(?:log|debug|info|warn\w*|error\w*|trace|print\w*|t|_|format\w*|Errorf|Sprintf)$/;
