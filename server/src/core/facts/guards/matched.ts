import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';
import type { Atom } from './atom.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { saysDenied } from './denial.ts';
import { found } from './found.ts';
import { both, type Formula, negate } from './formula.ts';
import { lastName } from './paths.ts';
import { placed } from './placed.ts';

// A value that may not be there, or be an error: `match`, `let … else`, `is_none`, `ok_or`.

/** What holds in an arm of a match: in `None => …` and `Err(_) => …` what is matched does not hold. */
export function inArm(
  { unit }: GuardReading,
  branch: SyntaxNode,
  path: Formula<Atom>,
  asked: Formula<Atom>,
): Formula<Atom> {
  if (unit.language.id !== 'rust') return path;
  const pattern = childOf(branch, 'block.case');
  const text = pattern === null ? '' : unit.textOf(branch).slice(0, 40);
  if (/^(?:\w+::)*(?:None|Err)\b|^false\b/.test(text)) return both(path, negate(asked));
  return /^(?:\w+::)*(?:Some|Ok)\b|^true\b/.test(text) ? both(path, asked) : path;
}

/** `let Some(member) = find(…) else { … }`: the block that runs when there is none. */
export function elseOfLet({ unit }: GuardReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind !== 'assign' || unit.language.id !== 'rust') return null;
  return node.children.find(({ kind, role }) => kind === 'block' && role === null) ?? null;
}

/** `find(…).is_none()`: what is asked of what is found, and whether it is asked for its absence. */
export function askedToBeThere(
  { unit }: GuardReading,
  call: SyntaxNode,
): { readonly value: SyntaxNode; readonly holds: boolean } | null {
  if (unit.language.id === 'php') return isSetIn(unit, call);
  if (unit.language.id !== 'rust') return null;
  const callee = childOf(call, 'call.callee');
  const name = callee?.kind === 'member' ? (lastName(unit, callee) ?? '') : '';
  const isThere = /^is_(?:(some|ok)|none|err)$/.exec(name);
  const value = isThere === null || callee === null ? null : childOf(callee, 'member.object');
  return value === null ? null : { value, holds: isThere![1] !== undefined };
}

/** `isset($_SESSION['user'])`, `empty($user)` of PHP. */
function isSetIn(unit: Unit, call: SyntaxNode): { readonly value: SyntaxNode; readonly holds: boolean } | null {
  const callee = childOf(call, 'call.callee');
  const asked = callee?.kind === 'name' ? /^(?:(isset)|empty|is_null)$/.exec(unit.textOf(callee)) : null;
  const [value, ...more] = childrenOf(call, 'call.argument');
  return asked == null || value === undefined || more.length > 0 ? null : { value, holds: asked[1] !== undefined };
}

const OR_REFUSES = /^(?:ok_or|ok_or_else|orElseThrow|or_else_throw)$/;

/** `session.user().ok_or(Error::Unauthorized)?`: who is not there is refused. */
export function refusedWhenMissing(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  const [error] = childrenOf(call, 'call.argument');
  const value = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (callee === null || value === null || error === undefined) return [];
  if (!OR_REFUSES.test(lastName(reading.unit, callee) ?? '') || saysDenied(reading, error) !== 'denial') return [];
  const { asked } = readRequirements(reading.conditionOf(value), 'denial');
  if (asked.length > 0)
    return asked.map(({ requirement, condition, tier }) => ({
      ...placed(reading, call, requirement, tier),
      ...(condition === null ? {} : { condition }),
    }));
  const why = 'Without what is looked up here the caller is refused.';
  return [found(reading, call, [{ kind: 'auth', value: 'authenticated' }], 'pattern', why)];
}
