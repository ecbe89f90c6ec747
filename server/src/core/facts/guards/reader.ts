import type { GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, returnsIn } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import type { Atom } from './atom.ts';
import { checksInBody } from './body.ts';
import { guardsOfCall } from './calls.ts';
import { otherAtom, readCondition } from './condition.ts';
import type { BodyChecks, FoundGuard, GuardReading } from './define.ts';
import { type Formula, literal } from './formula.ts';
import { readPredicate, readVerdict } from './predicate.ts';
import { libraryGuard } from './library.ts';
import { lastName } from './paths.ts';
import { guardsAt, isComposed, returnedNodes } from './recognise.ts';
import { readParted } from './verdict-parts.ts';

/**
 * Functions that ask functions that ask functions … are followed this far. Beyond that nothing is known of them for whoever
 * asked from here, which is the answer for a function that is no guard; asked by themselves they are read anew.
 */
const MAX_NESTED = 60;

export const guardReading = oncePerUnit(createGuardReading);

function createGuardReading(file: FileReading): GuardReading {
  const { unit, scopes, resolver, workspace } = file;
  const predicates = new Map<SyntaxNode, Formula<Atom> | null>();
  const verdicts = new Map<string | undefined, Map<SyntaxNode, Formula<Atom> | null>>();
  const checks = new Map<SyntaxNode, BodyChecks>();
  const guards = new Map<SyntaxNode, readonly GuardSummary[] | null>();
  const atNode = new Map<SyntaxNode, readonly FoundGuard[]>();
  const ofCall = new Map<SyntaxNode, readonly FoundGuard[]>();
  const conditions = new Map<SyntaxNode, Formula<Atom>>();

  let nested = 0;

  /** Recursion answers `otherwise`, which is what is known so far: nothing. */
  function memoised<T>(known: Map<SyntaxNode, T>, node: SyntaxNode, otherwise: T, read: () => T): T {
    const answer = known.get(node);
    if (answer !== undefined) return answer;
    if (nested >= MAX_NESTED) return otherwise;
    known.set(node, otherwise);
    nested += 1;
    try {
      const value = read();
      known.set(node, value);
      return value;
    } finally {
      nested -= 1;
    }
  }

  function verdictsBy(part: string | undefined): Map<SyntaxNode, Formula<Atom> | null> {
    const known = verdicts.get(part) ?? new Map<SyntaxNode, Formula<Atom> | null>();
    verdicts.set(part, known);
    return known;
  }

  const reading: GuardReading = {
    unit,
    scopes,
    resolver,
    workspace,
    conditionOf: (node) =>
      memoised(conditions, node, literal<Atom>(otherAtom(file, node, null)), () => readCondition(reading, node)),
    verdictOf: (fn, part) => memoised(verdictsBy(part), fn, null, () => readVerdict(reading, fn, part)),
    predicateOf: (fn) => memoised(predicates, fn, null, () => readPredicate(reading, fn)),
    checksIn: (fn) => memoised(checks, fn, { checks: [], isOptional: false }, () => checksInBody(reading, fn)),
    guardsOf: (fn) => memoised(guards, fn, null, () => readGuards(reading, fn)),
    guardsAt: (node) => memoised(atNode, node, [], () => guardsAt(reading, node)),
    guardsOfCall: (call) => memoised(ofCall, call, [], () => guardsOfCall(reading, call)),
  };
  return reading;
}

/** Its own checks, and those of the functions it answers with. What only says how it went, `{ ok: false }`, stops nobody who calls it. */
function readGuards(reading: GuardReading, fn: SyntaxNode): readonly GuardSummary[] | null {
  if (readParted(reading, fn) !== null) return null;
  const parts = [fn, ...returnedFunctions(reading, fn)].map((each) => reading.checksIn(each));
  const own = parts.flatMap(({ checks }) => checks.map(toSummary));
  if (own.length === 0) own.push(...composed(reading, fn));
  if (own.length > 0)
    return own.filter(
      (guard, index) =>
        own.findIndex((other) => other.norm === guard.norm && other.condition === guard.condition) === index,
    );
  return parts.some(({ isOptional }) => isOptional) ? [] : null;
}

/** Guards that a function only puts together: `() => applyDecorators(UseGuards(A), Roles('x'))`, `return [auth, admin]`. */
function composed(reading: GuardReading, fn: SyntaxNode): readonly GuardSummary[] {
  return returnedNodes(fn)
    .filter((node) => {
      const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
      if (callee === null)
        return (
          node.kind === 'array' &&
          node.children.length > 0 &&
          node.children.every((child) => ['name', 'member', 'call', 'function'].includes(child.kind))
        );
      return isComposed(lastName(reading.unit, callee) ?? '') || libraryGuard(reading, node) !== null;
    })
    .flatMap((node) => reading.guardsAt(node).map(toSummary));
}

function toSummary({ action, norm, name, evidence, condition }: FoundGuard): GuardSummary {
  return { action, norm, name, evidence, ...(condition === undefined ? {} : { condition }) };
}

/** Functions that a function defines and answers with, and theirs: middleware of a factory, the wrapper of a decorator. */
function returnedFunctions(reading: GuardReading, fn: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  if (body === null || depth > 3) return [];
  const found: SyntaxNode[] = [];
  const add = (value: SyntaxNode): void => {
    const target = functionAt(reading, value);
    if (target !== null && target !== fn && target.start >= fn.start && target.end <= fn.end)
      found.push(target, ...returnedFunctions(reading, target, depth + 1));
  };
  if (body.kind !== 'block') add(body);
  else {
    for (const { children } of returnsIn(fn)) {
      const value = children.find((child) => child.kind !== 'comment');
      if (value !== undefined) add(value);
    }
  }
  return found;
}

function functionAt(reading: GuardReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind === 'function') return node;
  if (node.kind === 'call') {
    // `return wraps(f)(wrapper)`, `return asyncHandler(async (req, res, next) => …)`
    const given = node.children
      .filter((child) => child.role === 'call.argument')
      .map((arg) => functionAt(reading, arg));
    return given.find((each) => each !== null) ?? null;
  }
  if (node.kind !== 'name') return null;
  const value = reading.resolver.valueOf(node);
  return value.kind === 'function' ? value.node : null;
}
