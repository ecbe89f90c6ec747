import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { nameIn } from './named-values.ts';
import { toThrough } from './through.ts';

const OMITS = /^(?:omit|exclude|without|defer|except|unset|makeHidden|omitBy|exclude_fields|deepOmit|setHidden)$/;
const SECRET =
  /\b(?:encrypted|secrets?|pass(?:word|wd)s?|tokens?|hash(?:ed)?|salt|keys?|private|internal|ssn|e ?mails?|phones?|credentials?|session\w*|otp|pin|card|auth|api key)\b/;
/** How a field says that it is not shown, and when. */
const HIDES: Readonly<Record<string, RegExp>> = {
  select: /^false$/,
  serialize: /^false$/,
  repr: /^False$/,
  'write only': /^(?:true|True)$/,
  'load only': /^(?:true|True)$/,
  hidden: /^(?:true|True)$/,
  exclude: /^(?:true|True)$/,
  'hide in api': /^true$/,
};
const MAX_CALL = 300;

/** Fields that are taken out of what is answered: `omit(row, ['hash'])`, `{ password, ...rest }`, `{ type: String, select: false }`. */
export function* leftOutFields(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const toMark = (node: SyntaxNode, key: string, word: string | null = null): Mark =>
    toThrough(reading, { node, key: `left out ${key}`, word });
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !OMITS.test(name) || node.end - node.start > MAX_CALL) continue;
    const listed = childrenOf(node, 'call.argument').flatMap((arg) => (arg.kind === 'array' ? arg.children : [arg]));
    for (const each of listed)
      if (each.kind === 'string' && SECRET.test(wordsOf(unit.textOf(each))))
        yield toMark(node, unit.textOf(each).replaceAll(/["'`]/g, ''));
  }
  for (const node of unit.ofKind('pattern')) {
    if (node.role !== 'assign.target' || !node.children.some(({ kind }) => kind === 'spread')) continue;
    for (const each of node.children) {
      const key = each.kind === 'shorthand' ? each : childOf(each, 'entry.key');
      if (key !== null && SECRET.test(wordsOf(unit.textOf(key)))) yield toMark(each, unit.textOf(key));
    }
  }
  for (const kind of ['entry', 'keyword'] as const)
    for (const node of unit.ofKind(kind)) {
      const key = nameIn(node, kind);
      const value = childOf(node, `${kind}.value`);
      if (key === null || value?.kind !== 'boolean') continue;
      const words = wordsOf(unit.textOf(key));
      const hides = Object.hasOwn(HIDES, words) ? HIDES[words] : undefined;
      if (hides === undefined || !hides.test(unit.textOf(value))) continue;
      const field = fieldOf(reading, node);
      if (field !== null) yield toMark(node, `${words} of ${field}`, field);
    }
}

/** What the object or the call around an option is given to. */
function fieldOf({ unit }: Reading, node: SyntaxNode): string | null {
  const holder = node.parent === null ? null : enclosing(node.parent, 'entry', 'assign', 'field');
  const name =
    holder === null
      ? null
      : (childOf(holder, 'entry.key') ?? childOf(holder, 'assign.target') ?? childOf(holder, 'field.name'));
  return name === null ? null : unit.textOf(name).replaceAll(/["'`]/g, '').slice(-60);
}
