import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { actorAtom, type Atom } from './atom.ts';
import { add, endingOfStatement, markFrom, startWalk, type Walk } from './body-walk.ts';
import { addBranch, addDenial, addLimit, addReplacement, addSplit } from './branch-denials.ts';
import { callbacksIn } from './callbacks.ts';
import { readRequirements } from './clauses.ts';
import type { BodyChecks, GuardReading } from './define.ts';
import { namesDenial, saysDenied } from './denial.ts';
import { droppedKeys } from './dropped-keys.ts';
import { isEffect } from './effects.ts';
import { always, both, either, type Formula, literal, literalsOf, negate } from './formula.ts';
import { replacesValue } from './input.ts';
import { askedByParameters } from './handler-parameters.ts';
import { goesToNext, leftOut } from './left-out.ts';
import { notGiven } from './lookup-refusals.ts';
import { elseOfLet, inArm } from './matched.ts';
import { obeyedBy } from './obeyed.ts';
import { blankedFor, shownOnly } from './shown-only.ts';
import { leavesCase, tellsDenied } from './told-denied.ts';
import { catchesDenial } from './unstopped.ts';
import { chosenOnly, turnedAway, usedOnly } from './turned-away.ts';
import { wordsOf } from './words.ts';

const MAX_DEPTH = 60;

/**
 * Checks in a function's own body that stop it unless something holds of the caller: a branch on the caller that denies,
 * a call that denies. Callbacks given to calls run as part of it; functions it only defines do not.
 */
export function checksInBody(reading: GuardReading, fn: SyntaxNode): BodyChecks {
  const body = childOf(fn, 'function.body');
  if (body === null) return { checks: [], isOptional: false };
  const walk = startWalk(reading, fn);
  for (const guard of askedByParameters(reading, fn)) add(walk, guard);
  if (body.kind === 'block') walkStatements(walk, body.children, always(true), 0);
  else walkStatement(walk, body, always(true), 0);
  return { checks: walk.found, isOptional: walk.isOptional };
}

/** The same of a file that is a page by itself: what stands in it outside of functions runs for whoever asks for it. */
export function checksInScript(reading: GuardReading): BodyChecks {
  const { root } = reading.unit.tree;
  const walk = startWalk(reading, root);
  walkStatements(walk, root.children, always(true), 0);
  return { checks: walk.found, isOptional: walk.isOptional };
}

/** Answers what must hold for what comes after. */
function walkStatements(
  walk: Walk,
  statements: readonly SyntaxNode[],
  path: Formula<Atom>,
  depth: number,
): Formula<Atom> {
  let here = path;
  for (const statement of statements) {
    if (statement.role === 'block.case' || statement.kind === 'comment') continue;
    here = walkStatement(walk, statement, here, depth);
  }
  return here;
}

function walkStatement(walk: Walk, node: SyntaxNode, path: Formula<Atom>, depth: number): Formula<Atom> {
  if (depth > MAX_DEPTH) return path;
  switch (node.kind) {
    case 'if':
      return walkIf(walk, node, path, depth);
    case 'block':
      return walkStatements(walk, node.children, path, depth + 1);
    case 'try': {
      const inside = node.children.filter((child) => child.kind !== 'catch' && child.role !== 'try.finally');
      const before = walk.found.length;
      const here = walkStatements(walk, inside, path, depth + 1);
      if (catchesDenial(walk.reading, node)) markFrom(walk, before, 'goes-on');
      return here;
    }
    case 'loop':
      walkStatements(
        walk,
        node.children.filter((child) => child.role === 'loop.body'),
        path,
        depth + 1,
      );
      return path;
    case 'binary':
      return walkShortCircuit(walk, node, path, depth);
    case 'function':
    case 'class':
    case 'comment':
      return path;
    default:
      return walkPlain(walk, node, path, depth);
  }
}

function walkIf(walk: Walk, node: SyntaxNode, path: Formula<Atom>, depth: number): Formula<Atom> {
  const { reading } = walk;
  const condition = childOf(node, 'if.condition');
  const thens = childrenOf(node, 'if.then');
  const [otherwise = null, ...others] = childrenOf(node, 'if.else');
  if (condition === null) return walkCases(walk, thens, path, depth);
  // `if err := check(user); err != nil`
  for (const child of node.children)
    if (child.role === null && child.kind === 'assign') walkStatement(walk, child, path, depth + 1);
  walkCalls(walk, condition, path);
  if (thens.length === 0 && otherwise === null) {
    if (goesToNext(reading, node)) {
      const asked = both(path, reading.conditionOf(condition));
      for (const guard of leftOut(reading, asked, node)) add(walk, guard);
      return path;
    }
    // An assertion: what follows is reached only when it holds.
    addDenial(
      walk,
      both(path, negate(reading.conditionOf(condition))),
      reading.unit.textOf(node).includes('assert') ? (saysDenied(reading, node) ?? 'failure') : 'empty',
      node,
      node,
    );
    return path;
  }
  const isSwitch = thens.some((then) => childOf(then, 'block.case') !== null);
  if (isSwitch) {
    const matched = reading.conditionOf(condition);
    for (const branch of [...thens, ...(otherwise === null ? [] : [otherwise])]) {
      const inside = inArm(reading, branch, path, matched);
      if (inside === path) walkStatement(walk, branch, path, depth + 1);
      else walkBranch(walk, branch, inside, depth, node);
    }
    return path;
  }
  const asked = reading.conditionOf(condition);
  for (const guard of obeyedBy(reading, node)) add(walk, guard);
  const inThen = both(path, asked);
  const inElse = both(path, negate(asked));
  if (otherwise === null) for (const guard of usedOnly(reading, asked, thens, node)) add(walk, guard);
  for (const then of thens) walkBranch(walk, then, inThen, depth, node);
  if (otherwise !== null && others.length > 0) walkOthers(walk, [otherwise, ...others], inElse, depth, node);
  else if (otherwise !== null) {
    walkBranch(walk, otherwise, inElse, depth, node);
    addSplit(walk, node, asked, inThen, inElse);
  }
  const passesThen = thens.every((then) => isPassing(walk, then, asked));
  if (passesThen) return inElse;
  return otherwise !== null && isPassing(walk, otherwise, asked) ? inThen : path;
}

/** Python's `elif` and `else` stand side by side: each is there for whoever none before it was for. */
function walkOthers(
  walk: Walk,
  others: readonly SyntaxNode[],
  path: Formula<Atom>,
  depth: number,
  owner: SyntaxNode,
): void {
  let here = path;
  for (const other of others) {
    const condition = other.kind === 'if' ? childOf(other, 'if.condition') : null;
    if (condition === null) walkBranch(walk, other, here, depth, owner);
    else {
      walkIf(walk, other, here, depth + 1);
      here = both(here, negate(walk.reading.conditionOf(condition)));
    }
  }
}

/** `switch { case user == nil: … }`: a switch without a subject asks each case in turn. */
function walkCases(walk: Walk, cases: readonly SyntaxNode[], path: Formula<Atom>, depth: number): Formula<Atom> {
  let here = path;
  for (const block of cases) {
    const asked = childrenOf(block, 'block.case');
    const [first] = asked;
    if (first === undefined) continue;
    const holds = either(...asked.map((each) => walk.reading.conditionOf(each)));
    walkBranch(walk, block, both(here, holds), depth, first);
    if (isPassing(walk, block, holds)) here = both(here, negate(holds));
  }
  return here;
}

function walkBranch(walk: Walk, branch: SyntaxNode, path: Formula<Atom>, depth: number, owner: SyntaxNode): void {
  if (owner.kind === 'if' && replacesValue(walk.reading, branch, childOf(owner, 'if.condition') ?? owner))
    addReplacement(walk, path, owner);
  const shown = branch.kind === 'block' ? branch.children[branch.children.length - 1] : branch;
  if (shown !== undefined && endingOfStatement(walk, shown) === 'answer') addLimit(walk, path, owner);
  if (goesToNext(walk.reading, branch)) for (const guard of leftOut(walk.reading, path, owner)) add(walk, guard);
  for (const guard of notGiven(walk.reading, walk.name, path, owner, branch)) add(walk, guard);
  for (const guard of blankedFor(walk.reading, branch, path, owner)) add(walk, guard);
  for (const guard of droppedKeys(walk.reading, branch, owner)) add(walk, guard);
  const ending = branch.kind === 'block' ? null : endingOfStatement(walk, branch);
  if (ending === 'answer' && branch.kind === 'return')
    for (const guard of turnedAway(walk.reading, path, owner)) add(walk, guard);
  if (ending === 'denial' || ending === 'hint' || ending === 'failure' || ending === 'empty')
    addDenial(walk, path, ending, owner, branch);
  else if (branch.kind !== 'block') walkStatement(walk, branch, path, depth + 1);
  else {
    const last = branch.children.findLast((child) => child.kind !== 'comment');
    const denied = new Set(branch.children.map((child) => endingOfStatement(walk, child)));
    const sure = denied.has('denial') ? 'denial' : denied.has('hint') ? 'hint' : null;
    const isTold = branch.children.some((child) => tellsDenied(walk.reading, child));
    const left = isTold && leavesCase(walk.reading, branch) ? 'empty' : null;
    const own = last === undefined ? null : (endingOfStatement(walk, last) ?? left);
    // `c.NotFound()` and then `return`: the answer is what denies.
    const end = own === 'empty' && denied.has('failure') ? 'failure' : own;
    const isNamed =
      end !== null &&
      sure === null &&
      ((own === 'empty' && isTold) || branch.children.some((child) => namesDenial(walk.reading, child)));
    // `http.Error(w, …, 403); return true`: that it has answered, to a caller who obeys.
    const isPass = branch.children.some(
      (child) => endingOfStatement(walk, child) === 'pass' && (sure === null || child.children[0]?.kind !== 'boolean'),
    );
    if (!isPass && (sure !== null || isNamed || end === 'failure' || end === 'empty'))
      addBranch(walk, path, sure ?? (isNamed ? 'denial' : end!), owner, branch);
    else if (end === 'answer') for (const guard of turnedAway(walk.reading, path, owner)) add(walk, guard);
    // `return requireOrigin(request)`: what is answered is asked before.
    if (own === 'answer' && last?.kind === 'return') walkCalls(walk, last, path);
    // What stands inside may deny more; the branch's own end is read.
    walkStatements(
      walk,
      branch.children.filter((child) => endingOfStatement(walk, child) === null || child.kind === 'assign'),
      path,
      depth + 1,
    );
  }
}

const CHECKING = /^(?:validate|verify|check|assert|ensure|enforce|authori[sz]e|require|protect|guard|prevent|deny)\b/;

/** Leaving early is a way past the checks that follow when the request goes on, or when it hangs on the caller or a switch. */
function isPassing(walk: Walk, branch: SyntaxNode, asked: Formula<Atom>): boolean {
  const inside = branch.kind === 'block' ? branch.children.filter((child) => child.kind !== 'comment') : [branch];
  const last = inside[inside.length - 1];
  const ending = last === undefined ? null : endingOfStatement(walk, last);
  // `next(); return;` as well.
  if (inside.some((child) => endingOfStatement(walk, child) === 'pass') && ending !== null) return true;
  if (ending !== 'answer' && !(ending === 'empty' && last?.kind === 'return')) return false;
  // Of a function that is called for what it refuses, `return` alone lets pass.
  if (ending === 'empty' && last?.children.length === 0 && CHECKING.test(wordsOf(walk.name))) return true;
  return (
    ending === 'answer' &&
    [...literalsOf(asked)].some(({ atom }) => atom.kind === 'actor' || atom.on === 'environment' || atom.on === 'flag')
  );
}

/** `allowed || abort(403)`, `!allowed && abort(403)`. */
function walkShortCircuit(walk: Walk, node: SyntaxNode, path: Formula<Atom>, depth: number): Formula<Atom> {
  const left = childOf(node, 'binary.left');
  const right = childOf(node, 'binary.right');
  const operator = childOf(node, 'binary.operator');
  if (left === null || right === null || operator === null) return path;
  const text = walk.reading.unit.textOf(operator);
  if (text !== '&&' && text !== '||' && text !== 'and' && text !== 'or') return walkPlain(walk, node, path, depth);
  const asked = walk.reading.conditionOf(left);
  walkBranch(walk, right, both(path, text === '&&' || text === 'and' ? asked : negate(asked)), depth, node);
  return path;
}

/** Any other statement: its ending, the calls in it, the callbacks it gives away. */
function walkPlain(walk: Walk, node: SyntaxNode, path: Formula<Atom>, depth: number): Formula<Atom> {
  const value = node.kind === 'return' ? node.children.find((child) => child.kind !== 'comment') : node;
  if (value?.kind === 'if') return walkIf(walk, value, path, depth + 1);
  walkCalls(walk, node, path);
  const missing = elseOfLet(walk.reading, node);
  if (missing !== null) walkBranch(walk, missing, both(path, negate(walk.reading.conditionOf(node))), depth, node);
  const ending = endingOfStatement(walk, node);
  // A denial at the end of a body denies who has not left before.
  const isLate = ending === 'denial' || ending === 'hint' || (ending === 'failure' && node.kind === 'throw');
  if (isLate && path.kind !== 'constant') addDenial(walk, path, ending, node, node);
  for (const callback of callbacksIn(walk.reading, node)) {
    const body = childOf(callback, 'function.body');
    if (body === null) continue;
    if (body.kind === 'block') walkStatements(walk, body.children, path, depth + 1);
    else if (body.kind === 'object') walkCalls(walk, body, path);
    else walkStatement(walk, body, path, depth + 1);
  }
  walk.hasEffect ||= isEffect(walk.reading, node);
  return path;
}

function walkCalls(walk: Walk, node: SyntaxNode, path: Formula<Atom>): void {
  for (const call of descendants(node, (each) => each.kind !== 'function' && each.kind !== 'class')) {
    if (call.kind === 'if')
      for (const guard of [...shownOnly(walk.reading, call), ...chosenOnly(walk.reading, call)]) add(walk, guard);
    if (call.kind !== 'call' && call.kind !== 'new') continue;
    for (const guard of walk.reading.guardsOfCall(call)) {
      const condition = guard.condition ?? conditionOf(path);
      add(walk, { ...guard, ...(condition === null ? {} : { condition }) });
    }
  }
}

/** What a place hangs on, for a check that stands there. */
function conditionOf(path: Formula<Atom>): string | null {
  const check = literal<Atom>(actorAtom('check', '(here)', 'strong'));
  const { asked } = readRequirements(either(negate(path), check), 'denial');
  return asked.find(({ requirement }) => requirement.includes('(here)'))?.condition ?? null;
}
