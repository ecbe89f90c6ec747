import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { textsOfArguments } from './arguments.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { lastName, pathAt } from './paths.ts';
import { wordsOf } from './words.ts';

const REFUSED =
  /^(?:abort(?:ed)?|denied|is denied|forbidden|is forbidden|unauthori[sz]ed|rejected|refused|failed|has failed)$/;
const ASKING = /\b(?:auth|authori[sz]e|authenticate|check|require|permissions?|access|acl|can|allow(?:ed)?|session)\b/;

/**
 * `s := Auth(c, acl.ResourceFiles, acl.ActionSearch)` and then `if s.Abort(c)`: what was asked for says the call that gave the
 * answer, and the answer says whether to go on.
 */
export function readAnswerOfCheck(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (callee === null || object === null || !REFUSED.test(wordsOf(lastName(reading.unit, callee) ?? ''))) return null;
  const asked = pathAt(reading, object)?.call ?? null;
  if (asked === null || !ASKING.test(wordsOf(lastName(reading.unit, asked) ?? ''))) return null;
  const texts = textsOfArguments(reading, asked);
  if (texts === null || texts.length < 2) return null;
  const value = [...new Set(texts.map((text) => text.toLowerCase()))].sort().join('+');
  return literal<Atom>(actorAtom('scope', value, 'strong', 'pattern'), false);
}
