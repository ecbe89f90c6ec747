import type { GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Value } from '../value.ts';
import { shownName, textsOfArguments } from './arguments.ts';
import { classGuards, exportedClassGuards } from './class-guards.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { saysDenied } from './denial.ts';
import { libraryCheck, libraryGuard } from './library.ts';
import { exemptionInName, requirementInName } from './names.ts';
import { lastName } from './paths.ts';
import { fill } from './question.ts';
import { summariesOf } from './summaries.ts';
import { actionOf, type Alternative, alternativesOf, toRequirement } from '../../model/requirement.ts';
import { roleNorm, wordsOf } from './words.ts';

/** Calls that only put together what they are given. */
const COMPOSED =
  /^(?:use ?guards|apply ?decorators|compose|chain|pipe|combine|all|and|every|some|any|middy|async ?handler|express ?async ?handler|catch ?async|catch ?errors|wrap(?: ?async)?|try ?catch|depends|security|method ?decorator|decorators|use|inject|use ?before|before|pre ?handler|hooks?|as ?middleware|forward ?ref|unless|express ?unless|middleware|with ?middleware|permission ?classes|throttle ?classes|async ?wrapper|async ?middleware|to ?async)$/;
const MAX_DEPTH = 6;

export function isComposed(name: string): boolean {
  return COMPOSED.test(wordsOf(name));
}

/** What an expression asks for that stands in front of a handler. */
export function guardsAt(reading: GuardReading, node: SyntaxNode, depth = 0): readonly FoundGuard[] {
  if (depth > MAX_DEPTH) return [];
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
    case 'function':
      return fromSummaries(reading, node, reading.guardsOf(node) ?? [], 'Its body stops the request.');
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
  return byName(reading, node, lastName(reading.unit, node) ?? '', null);
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
  const args = childrenOf(node, 'call.argument');
  const value = reading.resolver.valueOf(callee);
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
  const named = byName(reading, node, name, textsOfArguments(reading, node));
  if (named.length > 0) return named;
  // `passport.use(…).authenticate`, `guard.check('x').unless(…)`, `limiter()`: what is called may itself be a guard.
  return callee.kind === 'call' ? inner(callee).map((guard) => withTexts(reading, node, guard)) : [];
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

function fromSummaries(
  reading: GuardReading,
  node: SyntaxNode,
  guards: readonly GuardSummary[],
  why: string,
): readonly FoundGuard[] {
  const isCall = node.kind === 'call' || node.kind === 'new';
  return guards.map((guard): FoundGuard => {
    const norm = isCall ? fill(reading, node, guard.norm) : guard.norm;
    return { ...guard, norm, action: actionOf(norm), name: shownName(reading, node), node, tier: 'resolved', why };
  });
}

/** What the body leaves open or only names is what the call gives: `RoleChecker(['admin'])`, `checkAccess('posts:write')`. */
function withTexts(reading: GuardReading, call: SyntaxNode, guard: FoundGuard): FoundGuard {
  const asked = alternativesOf(guard.norm);
  const isOpen = asked.some(({ value }) => value === 'dynamic' || value.startsWith('$'));
  const isNamed = asked.every(({ kind, value }) => kind === 'check' && !value.startsWith('!'));
  const texts = textsOfArguments(reading, call);
  if (texts === null) return guard;
  const callee = childOf(call, 'call.callee');
  const named = callee === null ? null : requirementInName(lastName(reading.unit, callee) ?? '', texts, 'call');
  // What it is given says more than a body that looks it up somewhere.
  const isGiven =
    named !== null &&
    named.every(({ kind }) => kind === 'scope' || kind === 'role') &&
    !asked.some(({ value }) => named.some((each) => each.value === value));
  if (isGiven && !isOpen) return { ...guard, norm: toRequirement(named), action: actionOf(toRequirement(named)) };
  if (!isOpen && !isNamed) return guard;
  const norm = isNamed
    ? toRequirement([{ kind: 'scope', value: [...new Set(texts.map((text) => text.toLowerCase()))].sort().join('+') }])
    : toRequirement(
        asked.flatMap(({ kind, value }): readonly Alternative[] =>
          value !== 'dynamic' && !value.startsWith('$')
            ? [{ kind, value }]
            : texts.map((text) => ({ kind, value: kind === 'role' ? roleNorm(text) : text.toLowerCase() })),
        ),
      );
  return { ...guard, norm, action: actionOf(norm) };
}

function byName(
  reading: GuardReading,
  node: SyntaxNode,
  name: string,
  texts: readonly string[] | null,
): readonly FoundGuard[] {
  const exempt = exemptionInName(name === 'exempt' ? reading.unit.textOf(node).replace(/^@|\(.*$/g, '') : name);
  if (exempt !== null)
    return [{ ...found(reading, node, [exempt], 'pattern', `\`${name}\` lifts a guard.`), condition: 'exempt' }];
  const bare = name.replace(/(?:Mixin|_mixin|Middleware|Decorator)$/, '') || name;
  const asked = requirementInName(bare, texts, 'middleware') ?? requirementInName(name, texts, 'middleware');
  return asked === null ? [] : [found(reading, node, asked, 'name', `Known by its name, \`${name}\`.`)];
}

function found(
  reading: GuardReading,
  node: SyntaxNode,
  asked: readonly Alternative[],
  tier: FoundGuard['tier'],
  why: string,
): FoundGuard {
  const norm = toRequirement(asked);
  const { unit } = reading;
  return {
    action: actionOf(norm),
    norm,
    name: shownName(reading, node),
    evidence: { path: unit.path, range: unit.rangeOf(node), role: 'guard' },
    node,
    tier,
    why,
  };
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
  const binding = reading.scopes.lookUp(reading.unit.textOf(node), node);
  if (binding?.how !== 'assign' || binding.keys.length > 0) return null;
  const value = childOf(binding.node, 'assign.value');
  return value === null || (value.start <= node.start && node.end <= value.end) ? null : value;
}

/** Expressions that a function answers with. */
export function returnedNodes(fn: SyntaxNode): readonly SyntaxNode[] {
  const body = childOf(fn, 'function.body');
  if (body === null) return [];
  if (body.kind !== 'block') return [body];
  const nodes: SyntaxNode[] = [];
  for (const at of descendants(body, (each) => each.kind !== 'function' && each.kind !== 'class')) {
    const value = at.kind === 'return' ? at.children.find((child) => child.kind !== 'comment') : undefined;
    if (value !== undefined && value.kind !== 'function') nodes.push(value);
  }
  return nodes;
}

/** Functions that are called for what they ask, whatever that is. */
const GUARD_VERB =
  /^(?:authori[sz]e|require|ensure|assert|enforce|protect|check|verify|guard|must|demand|reject unless|validate access)\b/;

/** What a call that stands as a statement asks for before it comes back. */
export function guardsOfCall(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  if (callee === null || call.kind === 'new') return [];
  const name = lastName(reading.unit, callee) ?? '';
  const value = reading.resolver.valueOf(callee);
  const isGuard = GUARD_VERB.test(wordsOf(name)) || requirementInName(name, null, 'call') !== null;
  const within = (guards: readonly FoundGuard[]): readonly FoundGuard[] =>
    isGuard ? guards : guards.map((guard) => ({ ...guard, within: { name, isOfThisFile: value.kind === 'function' } }));
  const inherited = guardsOfSuper(reading, callee, name);
  if (inherited !== null)
    return within(fromSummaries(reading, call, inherited, `\`${name}\` of a base class stops what follows.`));
  if (value.kind === 'function') {
    if (value.node.start <= call.start && call.end <= value.node.end) return [];
    const guards = reading.guardsOf(value.node);
    if (guards !== null && !answersFunction(value.node))
      return within(
        fromSummaries(reading, call, guards, `\`${name}\` stops what follows.`).map((guard) =>
          withTexts(reading, call, guard),
        ),
      );
  } else if (value.kind === 'symbol' && value.exported?.kind === 'function' && value.exported.guards !== undefined) {
    return within(
      fromSummaries(reading, call, value.exported.guards, `\`${name}\`, in another file, stops what follows.`).map(
        (guard) => withTexts(reading, call, guard),
      ),
    );
  }
  const library = libraryCheck(reading, call);
  if (library !== null) return [found(reading, call, library, 'resolved', 'Throws unless what it is given is right.')];
  if (!isStatement(call) || (value.kind === 'function' && !mayThrow(reading, value.node))) return [];
  if (callee.kind === 'call') return [];
  const asked = requirementInName(name, textsOfArguments(reading, call), 'call');
  return asked === null ? [] : [found(reading, call, asked, 'name', `Known by its name, \`${name}\`.`)];
}

/** `super().check(…)`, `super.check(…)`: the method of a base class, here or in another file. */
function guardsOfSuper(reading: GuardReading, callee: SyntaxNode, name: string): readonly GuardSummary[] | null {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const owner = object !== null && /^super\b/.test(reading.unit.textOf(object)) ? enclosing(callee, 'class') : null;
  if (owner === null) return null;
  for (const base of childrenOf(owner, 'class.base')) {
    const value = reading.resolver.valueOf(base);
    if (value.kind === 'class' && value.node !== owner) {
      const member = reading.scopes.membersOf(value.node).get(name);
      if (member?.kind === 'function') return reading.guardsOf(member);
    }
    const member =
      value.kind === 'symbol' && value.exported?.kind === 'class' ? value.exported.members[name] : undefined;
    if (member?.kind === 'function') return member.guards ?? null;
  }
  return null;
}

/** A factory: calling it asks nothing yet. */
function answersFunction(fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  if (body === null) return false;
  if (body.kind === 'function') return true;
  return [...descendants(body, (each) => each.kind !== 'function')].some(
    (at) => at.kind === 'return' && at.children[0]?.kind === 'function',
  );
}

function mayThrow(reading: GuardReading, fn: SyntaxNode): boolean {
  for (const at of descendants(fn)) if (at.kind === 'throw') return true;
  return saysDenied(reading, fn) !== null;
}

/** On its own, or its answer only kept: `await check(user)`, `const user = requireUser(req)`. */
function isStatement(call: SyntaxNode): boolean {
  let at = call;
  while (at.parent !== null && (at.parent.kind === 'await' || at.parent.kind === 'other')) at = at.parent;
  const { parent } = at;
  if (parent === null || parent.kind === 'block' || parent.kind === 'return' || parent.kind === 'try') return true;
  if (at.role === 'function.body' || at.role === 'if.then' || at.role === 'if.else') return true;
  return at.role === 'assign.value' && enclosing(parent, 'call', 'object', 'array')?.role !== 'call.argument';
}
