import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { negate } from './formula.ts';
import { lastName } from './paths.ts';
import { placed } from './placed.ts';

/** Calls that stop unless their first argument holds: Laravel's, those of `http-assert` (Koa, Hono), of `tiny-invariant`. */
const UNLESS = /^(?:abort_unless|throw_unless|invariant|httpAssert|ensureThat)$/;
/** Methods of a context and of modules of assertions; the status says that it is about the caller. */
const ASSERTS = /^(?:assert|ok)$/;
/** The same, when it holds. */
const IF = /^(?:abort_if|throw_if)$/;

/** What a call asserts of the caller: `abort_unless($user->is_admin, 403)`, `ctx.assert(ctx.state.user, 401)`. */
export function assertedBy(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  const [tested, status] = childrenOf(call, 'call.argument');
  if (callee === null || name === null || tested === undefined) return [];
  const isRefusal = status !== undefined && /^40[134]$/.test(reading.unit.textOf(status));
  const isUnless = UNLESS.test(name) || (ASSERTS.test(name) && isRefusal);
  if (!isUnless && !IF.test(name)) return [];
  const asked = reading.conditionOf(tested);
  return readRequirements(isUnless ? asked : negate(asked), isRefusal ? 'denial' : 'failure').asked.map(
    ({ requirement, condition, tier }) => ({
      ...placed(reading, tested, requirement, tier),
      node: call,
      ...(condition === null ? {} : { condition }),
    }),
  );
}
