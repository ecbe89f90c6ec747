import type { SyntaxNode } from '../../model/syntax.ts';
import { actionOf, alternativesOf, toRequirement } from '../../model/requirement.ts';
import { childOf, childrenOf, returnsIn } from '../../text/tree.ts';
import { valueGiven } from '../value-given.ts';
import { pathOf, type Value } from '../value.ts';
import { shownName, textsOfArguments } from './arguments.ts';
import { wrappersIn } from './composed-decorators.ts';
import { classGuards, exportedClassGuards } from './class-guards.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { byName, found, fromSummaries, withTexts } from './found.ts';
import { askedInFront } from './holder.ts';
import { javaAnnotationGuards } from './java-annotations.ts';
import { libraryGuard } from './library.ts';
import { requirementInName } from './names.ts';
import { lastName } from './paths.ts';
import { summariesOf } from './summaries.ts';
import { BY_POLICY, teamRequirement } from './team-guards.ts';
import { viewOptions } from './view-options.ts';
import { wrappedScope } from './wrapped-scopes.ts';
import { wordsOf } from './words.ts';

/** Calls that only put together what they are given. */
const COMPOSED =
  /^(?:use ?guards|apply ?decorators|compose|chain|pipe|combine|all|and|every|some|any|middy|async ?handler|express ?async ?handler|catch ?async|catch ?errors|wrap(?: ?async)?|try ?catch|depends|security|method ?decorator|decorators|use|inject|use ?before|before|pre ?handler|hooks?|as ?middleware|forward ?ref|unless|express ?unless|(?:use ?|with ?)?middlewares?|permission ?classes|throttle ?classes|async ?wrapper|async ?middleware|to ?async)$/;
const MAX_DEPTH = 6;

export function isComposed(name: string): boolean {
  return COMPOSED.test(wordsOf(name));
}

/** What an expression asks for that stands in front of a handler. */
export function guardsAt(reading: GuardReading, node: SyntaxNode, depth = 0): readonly FoundGuard[] {
  if (depth > MAX_DEPTH) return [];
  const annotated =
    node.role === 'decorator.expression' || node.parent?.kind === 'decorator'
      ? javaAnnotationGuards(reading, node)
      : null;
  if (annotated !== null) return annotated;
  const byPolicy = ['call', 'new', 'name', 'member', 'shorthand'].includes(node.kind)
    ? teamRequirement(reading, node)
    : null;
  if (byPolicy !== null) return [found(reading, node, byPolicy, 'resolved', BY_POLICY)];
  const inner = (at: SyntaxNode): readonly FoundGuard[] => guardsAt(reading, at, depth + 1);
  const moved = (at: SyntaxNode): readonly FoundGuard[] => inner(at).map((guard) => ({ ...guard, node }));
  switch (node.kind) {
    case 'array':
      return node.children.flatMap(inner);
    case 'decorator':
    case 'await':
    case 'spread':
    case 'keyword':
      return node.children.slice(-1).flatMap(inner);
    case 'function': {
      const own = fromSummaries(reading, node, reading.guardsOf(node) ?? [], 'Its body stops the request.');
      const handed = own.length > 0 ? null : handedOn(reading, node);
      return handed === null ? own : byName(reading, node, handed, null);
    }
    case 'if': {
      const asked = childOf(node, 'if.condition');
      const on =
        asked !== null && /env|config|debug|prod|dev|test/i.test(reading.unit.textOf(asked)) ? 'environment' : 'flag';
      return ['if.then', 'if.else']
        .flatMap((role) => childrenOf(node, role).flatMap(inner))
        .map((guard) => ({ ...guard, condition: guard.condition ?? on }));
    }
    case 'string': {
      const text = reading.resolver.valueOf(node);
      return text.kind === 'text' ? byName(reading, node, text.text.split('.').pop() ?? '', null) : [];
    }
    case 'binary': {
      const operator = childOf(node, 'binary.operator');
      const [left, right] = ['binary.left', 'binary.right'].map((role) => childOf(node, role));
      const one = left === null || left === undefined ? [] : inner(left);
      const other = right === null || right === undefined ? [] : inner(right);
      const sign = operator === null ? '' : reading.unit.textOf(operator);
      if (sign === '&') return [...one, ...other];
      if (sign === '|') return eitherOf(node, one, other);
      return other.map((guard) => ({ ...guard, condition: guard.condition ?? 'flag' }));
    }
    case 'call':
    case 'new':
      return ofCall(reading, node, inner);
    case 'name':
    case 'shorthand':
    case 'member':
      return ofReference(reading, node, moved);
    default:
      return [];
  }
}

/** `(req, res, next) => getRateLimiter(req, res, next)`: the name of what only gets everything handed on. */
function handedOn(reading: GuardReading, fn: SyntaxNode): string | null {
  const body = childOf(fn, 'function.body');
  const only = body?.kind === 'block' ? (body.children.length === 1 ? body.children[0]! : null) : body;
  const inner = only?.kind === 'return' || only?.kind === 'await' ? only.children[0] : only;
  const call = inner?.kind === 'await' ? inner.children[0] : inner;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  const last = call === undefined || call === null ? undefined : childrenOf(call, 'call.argument').at(-1);
  if (callee === null || last?.kind !== 'name' || !/^(?:next|done|reply)$/.test(reading.unit.textOf(last))) return null;
  return lastName(reading.unit, callee)?.replace(/^(?:get|create|make|build)(?=[A-Z_])/, '') ?? null;
}

/** `IsOwner | IsAdmin`: what either side asks for is enough; beside one that asks nothing the other asks only sometimes. */
function eitherOf(node: SyntaxNode, left: readonly FoundGuard[], right: readonly FoundGuard[]): readonly FoundGuard[] {
  const [one] = left;
  const [other] = right;
  if (one === undefined || other === undefined)
    return [...left, ...right].map((guard) => ({ ...guard, condition: guard.condition ?? 'request' }));
  if (one.condition !== undefined || other.condition !== undefined)
    return [one, other].map((guard) => ({ ...guard, condition: guard.condition ?? 'request' }));
  const norm = toRequirement([...alternativesOf(one.norm), ...alternativesOf(other.norm)]);
  return [{ ...one, norm, action: actionOf(norm), node, name: `${one.name} | ${other.name}` }];
}

/** `requireAdmin`, `auth.required`, `IsOwner`. */
function ofReference(
  reading: GuardReading,
  node: SyntaxNode,
  moved: (at: SyntaxNode) => readonly FoundGuard[],
): readonly FoundGuard[] {
  const value = reading.resolver.valueOf(node);
  const known = ofValue(reading, node, value);
  if (known !== null) return known;
  const library = libraryGuard(reading, node);
  if (library !== null) return [found(reading, node, library, 'resolved', 'A guard of a known package.')];
  const source = assigned(reading, node);
  if (source !== null) {
    const behind = moved(source).map((guard) => ({ ...guard, name: shownName(reading, node) }));
    if (behind.length > 0) return behind;
  }
  const wrappers = value.kind === 'function' ? wrappersIn(reading, value.node, returnedNodes(value.node)) : null;
  const wrapped = (wrappers ?? []).flatMap(moved);
  if (wrapped.length > 0) return wrapped;
  const named = byEitherName(reading, node, lastName(reading.unit, node) ?? '', value, null);
  return named.length > 0 ? named : byHolder(reading, node, node);
}

/** By the name here, or by that where it is imported from: `login_required as signed_in`. */
function byEitherName(
  reading: GuardReading,
  node: SyntaxNode,
  name: string,
  value: Value,
  texts: readonly string[] | null,
): readonly FoundGuard[] {
  const named = byName(reading, node, name, texts);
  const imported = named.length > 0 ? undefined : pathOf(value)?.split('.').pop();
  return imported === undefined || imported === name ? named : byName(reading, node, imported, texts);
}

const HOLDER = /^(?:auth|authn|authz|authentication|authori[sz]ation)(?: (?:middleware|guard|handler|service|n))?$/;

/** `authentication.RequireElevatedClient`: what is required is not known, but who requires it is. */
function byHolder(reading: GuardReading, node: SyntaxNode, of: SyntaxNode): readonly FoundGuard[] {
  const object = of.kind === 'member' ? childOf(of, 'member.object') : null;
  const holder = object === null ? '' : wordsOf(lastName(reading.unit, object) ?? '');
  const name = wordsOf(lastName(reading.unit, of) ?? '');
  if (!HOLDER.test(holder) || !/^(?:require|requires|ensure|must|enforce|only)\b(?!.*optional)/.test(name)) return [];
  const asked = [{ kind: 'auth', value: 'authenticated' }] as const;
  return [
    found(reading, node, asked, 'name', `Known by its name, \`${lastName(reading.unit, of)!}\` of what authenticates.`),
  ];
}

/** `requireRole('admin')`, `passport.authenticate('jwt')`, `UseGuards(A, B)`, `new RolesGuard(['admin'])`. */
function ofCall(
  reading: GuardReading,
  node: SyntaxNode,
  inner: (at: SyntaxNode) => readonly FoundGuard[],
): readonly FoundGuard[] {
  const callee = childOf(node, 'call.callee');
  if (callee === null) return [];
  const name = lastName(reading.unit, callee) ?? '';
  const bound = name === 'bind' && callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (bound !== null) return inner(bound).map((guard) => ({ ...guard, node }));
  const args = childrenOf(node, 'call.argument');
  const value = reading.resolver.valueOf(callee);
  const options = viewOptions(reading, node, callee);
  if (options.length > 0)
    return options.map((asked) => found(reading, node, asked, 'resolved', 'An option of the view.'));
  const isOptional = args.some((arg) =>
    /\boptional\b\s*[=:]\s*true|credentialsRequired\s*:\s*false|auto_error\s*=\s*False|required\s*[:=]\s*false/i.test(
      reading.unit.textOf(arg),
    ),
  );
  if (isOptional) return [];
  const known = ofValue(reading, node, value);
  if (known !== null && known.length > 0) return known.map((guard) => withTexts(reading, node, guard));
  const library = libraryGuard(reading, node);
  if (library !== null) return [found(reading, node, library, 'resolved', 'A guard of a known package.')];
  const [tested] = args;
  if (/^(?:user ?passes ?test|passes ?test)$/.test(wordsOf(name)) && tested !== undefined)
    return ofTest(reading, node, tested);
  if (isComposed(name)) {
    const condition = /unless/i.test(name) ? ('request' as const) : undefined;
    const own = callee.kind === 'member' && condition !== undefined ? inner(childOf(callee, 'member.object')!) : [];
    return [...own, ...args.flatMap(inner)].map((guard) =>
      condition === undefined ? guard : { ...guard, condition: guard.condition ?? condition },
    );
  }
  if (value.kind === 'function') {
    const returned = returnedNodes(value.node)
      .flatMap(inner)
      .map((guard) => ({ ...guard, node }));
    if (returned.length > 0) return returned;
  }
  if (known !== null) return known;
  const named = byEitherName(reading, node, name, value, textsOfArguments(reading, node));
  if (named.length > 0) return named;
  const wrapped = reading.unit.language.returnsSeveral ? wrappedScope(reading, args) : null;
  if (wrapped !== null)
    return [found(reading, node, wrapped, 'pattern', 'The handler is wrapped with the permission that it takes.')];
  const inFront = askedInFront(reading, callee, null);
  if (inFront !== null)
    return [found(reading, node, inFront, 'name', `Known by its name, \`${shownName(reading, callee)}\`.`)];
  // `passport.use(…).authenticate`, `guard.check('x').unless(…)`, `limiter()`: what is called may itself be a guard.
  return callee.kind === 'call'
    ? inner(callee).map((guard) => withTexts(reading, node, guard))
    : byHolder(reading, node, callee);
}

/** `user_passes_test(lambda user: user.is_staff)`. */
function ofTest(reading: GuardReading, node: SyntaxNode, test: SyntaxNode): readonly FoundGuard[] {
  const value = reading.resolver.valueOf(test);
  const predicate = value.kind === 'function' ? reading.predicateOf(value.node) : null;
  if (predicate !== null && value.kind === 'function')
    return fromSummaries(
      reading,
      node,
      summariesOf(reading, predicate, value.node),
      'The test it is given asks for this.',
    );
  const holds = value.kind === 'symbol' && value.exported?.kind === 'function' ? value.exported.holds : undefined;
  if (holds !== undefined) return fromSummaries(reading, node, holds, 'The test it is given asks for this.');
  const named = requirementInName(lastName(reading.unit, test) ?? '', null, 'condition') ?? [
    { kind: 'check', value: lastName(reading.unit, test) ?? 'test' } as const,
  ];
  return [found(reading, node, named, 'name', 'Known by the name of the test it is given.')];
}

/** Guards by definition: null when the value is no function or class that can be looked into, or says nothing. */
function ofValue(reading: GuardReading, node: SyntaxNode, value: Value): readonly FoundGuard[] | null {
  if (value.kind === 'function') {
    const guards = reading.guardsOf(value.node);
    return guards === null ? null : fromSummaries(reading, node, guards, 'Its body stops the request.');
  }
  if (value.kind === 'class' || value.kind === 'instance') {
    const guards = classGuards(reading, value.node);
    return guards === null ? null : fromSummaries(reading, node, guards, 'Its body stops the request.');
  }
  if (value.kind === 'symbol' && value.exported !== null) {
    if (value.exported.kind === 'function' && value.exported.guards !== undefined) {
      return fromSummaries(reading, node, value.exported.guards, 'Its body, in another file, stops the request.');
    }
    if (value.exported.kind === 'class') {
      const guards = exportedClassGuards(value.exported);
      return guards === null
        ? null
        : fromSummaries(reading, node, guards, 'Its body, in another file, stops the request.');
    }
  }
  return null;
}

/** What a name or a field was assigned: `const auth = passport.authenticate('jwt')`, `const guards = [auth, admin]`. */
function assigned(reading: GuardReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind === 'member') {
    const object = childOf(node, 'member.object');
    const property = childOf(node, 'member.property');
    if (object === null || property === null) return null;
    const base = reading.resolver.valueOf(object);
    if (base.kind === 'object') return reading.resolver.entriesOf(base.node).get(reading.unit.textOf(property)) ?? null;
    return null;
  }
  const value = valueGiven(reading, node);
  return value === null || (value.start <= node.start && node.end <= value.end) ? null : value;
}

/** Expressions that a function answers with. */
export function returnedNodes(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  if (body === null) return [];
  if (body.kind !== 'block') return [body];
  const nodes: SyntaxNode[] = [];
  for (const { children } of returnsIn(fn)) {
    const value = children.find((child) => child.kind !== 'comment');
    if (value !== undefined && value.kind !== 'function') nodes.push(value);
  }
  return nodes;
}
