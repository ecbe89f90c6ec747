import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf } from '../../model/requirement.ts';
import { childOf } from '../../text/tree.ts';
import type { Atom } from './atom.ts';
import { callGiven } from '../value-given.ts';
import { add, markFrom, type Walk } from './body-walk.ts';
import { type ClauseRequirement, readRequirements } from './clauses.ts';
import type { Ending } from './denial.ts';
import { type Formula, literalsOf, negate } from './formula.ts';
import { isOfInput } from './input-atoms.ts';
import { namedIn, placed } from './placed.ts';
import { isUnawaited } from './unawaited.ts';
import { isOfIdentity } from './of-identity.ts';
import { goesOn } from './unstopped.ts';

/**
 * What must hold of whoever is not denied: the path to the denial is what is false of them.
 * @param said the branch or statement that denies: what it names goes before what is read from the condition.
 */
export function addDenial(walk: Walk, path: Formula<Atom>, ending: Ending, node: SyntaxNode, said: SyntaxNode): void {
  if ((ending === 'failure' || ending === 'empty') && isOfOther(walk, node)) return;
  const { asked, clauses } = asksOf(walk, negate(path), ending);
  const named = ending === 'denial' ? namedIn(`${walk.name} ${walk.reading.unit.textOf(said)}`) : null;
  if (named !== null && clauses.length > 0) {
    add(walk, placed(walk.reading, node, named, 'pattern'));
    return;
  }
  const values = new Set(asked.map(({ checked }) => checked));
  const asking = callAsked(walk, node);
  for (const { requirement, condition, tier, checked, at } of asked) {
    const guard = placed(walk.reading, values.size > 1 && at !== undefined ? at : node, requirement, tier);
    if (walk.found.some((each) => each.node === asking && each.norm === guard.norm && each.within === undefined))
      continue;
    add(walk, {
      ...guard,
      ...(condition === null ? {} : { condition }),
      ...(checked === undefined ? {} : { checked }),
    });
  }
  const isOfGiven = clauses.some((clause) =>
    clause.some(({ atom, holds }) => atom.kind === 'actor' && atom.requirement.kind === 'auth' && !holds),
  );
  walk.isOptional ||= ending === 'denial' && asked.length === 0 && isOfGiven;
}

/** In code that is about who somebody is or what they may do, an error of any kind keeps somebody out. */
function asksOf(
  { reading, symbol }: Walk,
  formula: Formula<Atom>,
  ending: Ending,
): ReturnType<typeof readRequirements> {
  const read = readRequirements(formula, ending);
  if (read.asked.length > 0 || ending !== 'failure' || !isOfIdentity(reading.unit, symbol)) return read;
  const heard = readRequirements(formula, 'denial');
  return { ...heard, asked: heard.asked.filter(({ requirement }) => !SAYS_LITTLE.test(requirement)) };
}

/** That something is found, how many there are and until when: asked of anything, or told by what counts and what ends. */
const SAYS_LITTLE =
  /^(?!check:)|^check:!?(?:(?:find|get|getdel|load|fetch|select|query|retrieve|read|lookup|first|one|filter|some|every|all|any|len|count|exists?|parse|trim|split)(?:-|$)|.*-is-\d+$|.*expir)/;

/** `denied = require_admin(request)` before `if denied`: what the call asks is told where it stands. */
function callAsked({ reading }: Walk, node: SyntaxNode): SyntaxNode | null {
  const condition = node.kind === 'if' ? childOf(node, 'if.condition') : null;
  const asked = condition?.kind === 'unary' ? childOf(condition, 'unary.operand') : condition;
  return asked === null || asked === undefined ? null : callGiven(reading, asked);
}

/** `if err != nil { return err }` of a call that asks nothing: it does not ask for what the way to it asked for. */
function isOfOther({ reading }: Walk, node: SyntaxNode): boolean {
  const condition = node.kind === 'if' && reading.unit.language.returnsSeveral ? childOf(node, 'if.condition') : null;
  return (
    condition !== null && ![...literalsOf(reading.conditionOf(condition))].some(({ atom }) => atom.kind === 'actor')
  );
}

/** The denial of a branch; one that answers and does not leave stops nothing. */
export function addBranch(
  walk: Walk,
  path: Formula<Atom>,
  ending: Ending,
  owner: SyntaxNode,
  branch: SyntaxNode,
): void {
  const before = walk.found.length;
  addDenial(walk, path, ending, owner, branch);
  if (walk.found.length === before) return;
  const condition = childOf(owner, 'if.condition');
  if (goesOn(walk.reading, branch, owner)) markFrom(walk, before, 'goes-on');
  else if (condition !== null && isUnawaited(walk.reading, condition)) markFrom(walk, before, 'unawaited');
}

/** Who is wrong goes on with another value, or without what is done with a right one: read for checks of input alone. */
export function addReplacement(walk: Walk, path: Formula<Atom>, node: SyntaxNode): void {
  const { asked } = readRequirements(negate(path), 'failure');
  addAsked(
    walk,
    node,
    asked.filter(({ requirement }) => alternativesOf(requirement).every(({ kind }) => isOfInput(kind))),
  );
}

/** Whoever comes too often is shown another page: nothing in it says that this is a denial. */
export function addLimit(walk: Walk, path: Formula<Atom>, node: SyntaxNode): void {
  const { asked } = readRequirements(negate(path), 'answer');
  addAsked(
    walk,
    node,
    asked.filter(({ requirement }) => requirement.startsWith('rate-limit:')),
  );
}

function addAsked(walk: Walk, node: SyntaxNode, asked: readonly ClauseRequirement[]): void {
  for (const { requirement, condition, tier } of asked)
    add(walk, { ...placed(walk.reading, node, requirement, tier), ...(condition === null ? {} : { condition }) });
}

/**
 * `if (name.contains("..")) error("…"); else store(name)`: all that is done with a value is done in the branch of what is right,
 * so the other one refuses it, however it ends.
 */
export function addSplit(
  walk: Walk,
  node: SyntaxNode,
  asked: Formula<Atom>,
  inThen: Formula<Atom>,
  inElse: Formula<Atom>,
): void {
  const { language } = walk.reading.unit;
  if (!language.returnsSeveral && !language.hasAccessors) return;
  const literals = [...literalsOf(asked)];
  const [first] = literals;
  if (first === undefined || walk.found.some((each) => each.node === node)) return;
  const isOfValue = literals.every(
    ({ atom, holds }) => atom.kind === 'actor' && isOfInput(atom.requirement.kind) && holds === first.holds,
  );
  if (!isOfValue) return;
  addReplacement(walk, first.holds ? inElse : inThen, node);
}
