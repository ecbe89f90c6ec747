import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, enclosing, returnsIn } from '../../text/tree.ts';
import type { GuardReading } from './define.ts';
import { saysDenied } from './denial.ts';
import { lastName } from './paths.ts';

/** Calls that end what runs without an answer, or hand the request on: whoever called is not asked to obey. */
const ENDS =
  /^(?:abort|raise|throw|fail|halt|exit|die|bail|next|call_next|callNext|assert|require|redirect|notFound|forbidden|unauthorized)/i;

/**
 * `refused(req, res);`, where `refused` answers the caller itself and says by its own answer that it did: what follows is done all
 * the same when nobody looks at that.
 */
export function isDisobeyed(reading: GuardReading, call: SyntaxNode, fn: SyntaxNode): boolean {
  return !isLookedAt(reading, call) && onlyAnswers(reading, fn);
}

/** It stands alone, or the name that it is kept by is not used again. */
function isLookedAt({ unit }: GuardReading, call: SyntaxNode): boolean {
  let at = call;
  while (at.parent?.kind === 'await' || at.parent?.kind === 'other') at = at.parent;
  if (at.parent?.kind === 'block' || at.parent?.kind === 'try') return false;
  const target = at.role === 'assign.value' && at.parent !== null ? childOf(at.parent, 'assign.target') : null;
  const around = enclosing(call, 'function');
  if (target?.kind !== 'name' || around === null) return true;
  const name = unit.textOf(target);
  for (const node of descendants(around))
    if ((node.kind === 'name' || node.kind === 'shorthand') && node !== target && unit.textOf(node) === name)
      return true;
  return false;
}

/** Both answers are returned, yes and no, or a refusal and nothing; none of them is thrown. */
function onlyAnswers(reading: GuardReading, fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  if (body?.kind !== 'block' || reading.unit.language.answersLast) return false;
  for (const node of descendants(body)) {
    const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
    if (node.kind === 'throw' || (callee !== null && ENDS.test(lastName(reading.unit, callee) ?? ''))) return false;
  }
  const given = new Set(returnsIn(fn).map((each) => answerAt(reading, each)));
  return (given.has('yes') && given.has('no')) || (given.has('refusal') && given.has('nothing') && !given.has('other'));
}

function answerAt(reading: GuardReading, statement: SyntaxNode): 'yes' | 'no' | 'nothing' | 'refusal' | 'other' {
  const value = statement.children.find(({ kind }) => kind !== 'comment');
  const text = value === undefined ? '' : reading.unit.textOf(value);
  if (value?.kind === 'boolean') return /^true$/i.test(text) ? 'yes' : 'no';
  if (value === undefined || value.kind === 'null' || text === 'undefined') return 'nothing';
  return saysDenied(reading, value) === 'denial' ? 'refusal' : 'other';
}
