import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { statementsOf } from './refusals.ts';
import { toCondition } from './to-condition.ts';
import { isControl } from './vocabulary.ts';

const REFUSES = /\b(?:throw|raise|reject|abort|panic|fail|invalidate)\b/;
const REFUSING =
  /^(?:raise|throw|fail|abort|reject|refuse|deny|forbid) (?:if|on|unless|when)\b(?!.*\b(?:abort\w*|cancel\w*|signal|dispose\w*|closed)\b)|^(?:assert|ensure|check|verify) (?:not |no |can ?not |is (?:not )?(?:allowed|locked|owned))\b/;
/** What it is called of does nothing but check. */
const CHECKER = /\b(?:checker|verifier|enforcer|authori[sz]er|guard|gatekeeper)$/;
const ONLY_ASKS: ReadonlySet<string> = new Set(['if', 'assign', 'throw', 'comment', 'loop', 'string']);
const MAX_OBJECT = 60;
const MAX_STATEMENTS = 8;
const MAX_BODY = 1500;

/** `this.logoutNeedsAlg();`: calls for nothing but that a function of the same file may refuse. */
export function* refusingStatements(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const refusing = new Set<string>();
  for (const fn of unit.ofKind('function')) {
    const name = declaredName(unit, fn);
    const body = childOf(fn, 'function.body');
    if (name !== null && body !== null && onlyRefuses(reading, body)) refusing.add(name);
  }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || isControl(name)) continue;
    if (!(refusing.has(name) || REFUSING.test(wordsOf(name)) || isOfChecker(reading, callee!))) continue;
    const at = node.parent?.kind === 'await' ? node.parent : node;
    const isStatement = at.parent?.kind === 'block';
    const fact = isStatement ? toCondition(reading, node, 'refuse', `refuses ${name}`, name) : null;
    yield {
      kind: 'through',
      symbol: reading.subjectOf(node).symbol,
      key: `refuses ${name}`,
      value: '',
      unless: hashWord(name),
      fact,
    };
  }
}

/** `Checker.preCheckedCast(…)` */
function isOfChecker({ unit }: Reading, callee: SyntaxNode): boolean {
  const object = childOf(callee, 'member.object');
  return object !== null && object.end - object.start < MAX_OBJECT && CHECKER.test(wordsOf(unit.textOf(object)));
}

/** It asks, refuses and does nothing else. */
function onlyRefuses({ unit }: Reading, body: SyntaxNode): boolean {
  if (body.kind !== 'block' || body.end - body.start > MAX_BODY) return false;
  const inside = statementsOf(body);
  return (
    inside.length <= MAX_STATEMENTS &&
    inside.every(({ kind }) => ONLY_ASKS.has(kind)) &&
    inside.some((each) => each.kind === 'if' && REFUSES.test(unit.textOf(each)))
  );
}
