import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { GuardReading } from './define.ts';
import { valueGiven } from '../value-given.ts';
import { wordsOf } from './words.ts';

/** Receivers whose methods answer later, wherever they are defined. */
const SERVICE =
  /\b(?:service|services|client|api|repo|repository|store|manager|provider|authori[sz]er|enforcer|policy|acl|permissions?|access)$/;

/**
 * `const may = this.access.hasPermission(user); if (!may)` in an asynchronous function: a promise is there whatever it comes to.
 * Of a service that answers at once the same is said on both sides, and so nothing has changed.
 */
export function isUnawaited(reading: GuardReading, condition: SyntaxNode): boolean {
  const { unit } = reading;
  if (!['javascript', 'typescript', 'tsx'].includes(unit.language.id)) return false;
  const asked = condition.kind === 'unary' ? childOf(condition, 'unary.operand') : condition;
  const fn = enclosing(condition, 'function');
  if (
    asked === null ||
    fn === null ||
    !/^(?:export\s+)?(?:(?:public|private|protected|static|override)\s+)*async\b/.test(unit.textOf(fn).slice(0, 60))
  )
    return false;
  const call = asked.kind === 'name' ? valueGiven(reading, asked) : asked;
  if (call?.kind !== 'call') return false;
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  return object !== null && SERVICE.test(wordsOf(unit.textOf(object).slice(-60)));
}
