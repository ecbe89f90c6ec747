import type { GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { actorAt } from './actor.ts';
import { readContained, readEach } from './asked-of-each.ts';
import { readAnswerOfCheck } from './asked-session.ts';
import { textsForParameter, textsOfArguments } from './arguments.ts';
import { actorAtom, type Atom } from './atom.ts';
import { readEqual } from './comparison.ts';
import type { GuardReading } from './define.ts';
import { always, both, either, type Formula, literal, literalsOf, mapLiterals, negate } from './formula.ts';
import { handedQuestion } from './handed-to-threads.ts';
import { answeredOnHanded } from './handed-conditions.ts';
import { inheritedMember } from './inherited.ts';
import { inputQuestion } from './input.ts';
import { instantiate } from './instantiate.ts';
import { libraryQuestion } from './library.ts';
import { requirementInName } from './names.ts';
import { askedOfPolicy } from './of-policies.ts';
import { readLimit } from './limits.ts';
import { lastName, pathAt } from './paths.ts';
import { patternTest } from './pattern-tests.ts';
import { withoutNegation } from './negation.ts';
import { truthOf } from './properties.ts';
import { alternativesOf } from '../../model/requirement.ts';
import { teamRequirement } from './team-guards.ts';
import { wordsOf } from './words.ts';

const CONTAINS = new Set([
  'includes',
  'has',
  'contains',
  'indexOf',
  'include',
  '__contains__',
  'find',
  'filter',
  'some',
  'every',
  'hasOwnProperty',
  'anyMatch',
  'allMatch',
  'noneMatch',
]);
const EQUALS = new Set(['equals', 'Equals', 'eq', 'isEqual', 'localeCompare', '__eq__', 'is']);
const WRAPPERS = new Set([
  'Boolean',
  'bool',
  'await',
  'asyncio.run',
  'len',
  'all',
  'any',
  'every',
  'some',
  'Promise.all',
]);

/** A call that is asked for its truth, as a statement about the caller; null when it is none. */
export function readQuestion(reading: GuardReading, call: SyntaxNode): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  if (callee === null) return null;
  const byPolicy = teamRequirement(reading, call);
  if (byPolicy !== null) return anyOf(byPolicy, 'strong', 'resolved');
  const name = lastName(reading.unit, callee) ?? '';
  const args = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  return (
    readLimit(reading, call, callee, name) ??
    readAnswerOfCheck(reading, call) ??
    (reading.unit.language.id === 'python' ? handedQuestion(reading, call, name) : null) ??
    readGiven(reading, call, callee, name) ??
    readDefined(reading, call, callee) ??
    readOwn(reading, callee, name, args) ??
    libraryQuestion(reading, call) ??
    readActorMethod(reading, call, name) ??
    inputQuestion(reading, call) ??
    patternTest(reading, call) ??
    readNamed(reading, call, callee, name) ??
    askedOfPolicy(reading, call, callee, name)
  );
}

/** `hasPermission(user, 'posts:write')`: what it is given says more than a body that looks it up somewhere. */
function readGiven(reading: GuardReading, call: SyntaxNode, callee: SyntaxNode, name: string): Formula<Atom> | null {
  const { asked, isNegative } = withoutNegation(wordsOf(name));
  if (requirementInName(asked, null, 'condition') === null) return null;
  const texts = textsOfArguments(reading, call);
  const named = texts === null ? null : requirementInName(asked, texts, 'condition');
  if (named === null || !named.every(({ kind }) => kind === 'scope' || kind === 'role')) return null;
  const defined = readDefined(reading, call, callee);
  const isRead =
    defined !== null &&
    [...literalsOf(defined)].some(
      ({ atom }) => atom.kind === 'actor' && named.some(({ value }) => value === atom.requirement.value),
    );
  if (isRead || texts!.length === 0) return null;
  const formula = anyOf(named, 'strong', defined === null ? 'name' : 'pattern');
  return isNegative ? negate(formula) : formula;
}

/** Functions whose body is known, here or in another file. */
function readDefined(reading: GuardReading, call: SyntaxNode, callee: SyntaxNode): Formula<Atom> | null {
  const inherited = inheritedMember(reading, callee);
  if (inherited?.summary?.holds !== undefined) return fromSummary(reading, call, inherited.summary.holds);
  const value = reading.resolver.valueOf(callee);
  const fn = inherited?.node ?? (value.kind === 'function' ? value.node : null);
  if (fn === null) return readExported(reading, call, callee);
  const predicate = reading.predicateOf(fn);
  return predicate === null
    ? (alwaysAnswered(reading, fn) ?? answeredOnHanded(reading, call))
    : filled(reading, call, predicate);
}

/** `() => true`, whatever it is called: it asks nothing. */
function alwaysAnswered({ unit }: GuardReading, fn: SyntaxNode): Formula<Atom> | null {
  const body = childOf(fn, 'function.body');
  const [only, ...more] = (body?.kind === 'block' ? body.children : [body]).filter((each) => each?.kind !== 'comment');
  const answer = only?.kind === 'return' ? only.children.find(({ kind }) => kind !== 'comment') : only;
  return answer?.kind === 'boolean' && more.length === 0 ? always(/^true$/i.test(unit.textOf(answer))) : null;
}

/** Of a function in another file, by its summary. */
export function readExported(reading: GuardReading, call: SyntaxNode, callee: SyntaxNode): Formula<Atom> | null {
  const value = reading.resolver.valueOf(callee);
  const exported = value.kind === 'symbol' ? value.exported : null;
  return exported?.kind === 'function' && exported.holds !== undefined
    ? fromSummary(reading, call, exported.holds)
    : null;
}

function filled(reading: GuardReading, call: SyntaxNode, formula: Formula<Atom>): Formula<Atom> {
  return mapLiterals(formula, (one) => {
    const { atom } = one;
    if (atom.kind !== 'actor' || !atom.requirement.value.startsWith('$')) return one;
    const filledIn = fill(reading, call, `${atom.requirement.kind}:${atom.requirement.value}`);
    const parts = alternativesOf(filledIn).map((requirement) => literal<Atom>({ ...atom, requirement }));
    return one.holds ? either(...parts) : negate(either(...parts));
  });
}

export function fill(reading: GuardReading, call: SyntaxNode, requirement: string): string {
  return instantiate(requirement, (index, isRest) => textsForParameter(reading, call, index, isRest));
}

/** What a function makes sure of before it comes back without an error; null when that is nothing known. */
export function readEnsured(reading: GuardReading, call: SyntaxNode): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  const value = callee === null ? null : reading.resolver.valueOf(callee);
  const guards =
    value?.kind === 'function'
      ? reading.guardsOf(value.node)
      : value?.kind === 'symbol' && value.exported?.kind === 'function'
        ? (value.exported.guards ?? null)
        : null;
  const sure = guards?.filter(({ condition }) => condition === undefined) ?? [];
  return sure.length === 0 ? null : fromSummary(reading, call, sure);
}

/** Clauses of a summary; what they are conditional on is not known here any more. */
function fromSummary(reading: GuardReading, call: SyntaxNode, clauses: readonly GuardSummary[]): Formula<Atom> {
  return both(
    ...clauses.map((clause) =>
      either(
        ...alternativesOf(fill(reading, call, clause.norm)).map(({ kind, value }) => {
          const isNot = value.startsWith('!');
          return literal<Atom>(actorAtom(kind, isNot ? value.slice(1) : value, 'strong', 'resolved'), !isNot);
        }),
      ),
    ),
  );
}

/** `slices.Contains(list, item)`, `StringInSlice(item, list)`: of Go, functions of packages. */
const HELD = /^(?:Contains(?:String)?|SliceContains(?:String)?|StringInSlice|InSlice|InArray|IsInSlice|In_?List)$/;

/** Methods of lists, sets and strings, and equality by call. */
function readOwn(
  reading: GuardReading,
  callee: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
): Formula<Atom> | null {
  const [first] = args;
  if (first === undefined) return null;
  if (callee.kind === 'name' && WRAPPERS.has(name))
    return first.kind === 'loop' ? readEach(reading, first) : reading.conditionOf(first);
  if (callee.kind === 'name' && args.length > 1 && /^(?:and|or|all_?of|any_?of|both|either)$/i.test(name)) {
    const parts = args.map((arg) => reading.conditionOf(arg));
    return /^(?:and|all|both)/i.test(name) ? both(...parts) : either(...parts);
  }
  const [, second] = args;
  const isOfTexts = /^(?:strings|bytes)\./.test(reading.unit.textOf(callee));
  if (reading.unit.language.returnsSeveral && second !== undefined && !isOfTexts && HELD.test(name))
    return name.startsWith('Contains') || name.startsWith('Slice')
      ? readContained(reading, first, second)
      : readContained(reading, second, first);
  const object = childOf(callee, 'member.object');
  if (object === null) return null;
  // `Objects.equals(a, b)`: what it is called on compares nothing of its own.
  if (
    EQUALS.has(name) &&
    second !== undefined &&
    /^(?:Objects|ObjectUtils|StringUtils)$/.test(reading.unit.textOf(object))
  )
    return readEqual(reading, first, second);
  if (EQUALS.has(name)) return readEqual(reading, object, first);
  if (!CONTAINS.has(name)) return null;
  const found = readContained(reading, object, first);
  return found !== null && name === 'noneMatch' ? negate(found) : found;
}

/** `req.isAuthenticated()`, `user.is_admin()`, `user.hasRole('admin')`, `current_user.can(Permission.WRITE)`. */
function readActorMethod(reading: GuardReading, call: SyntaxNode, name: string): Formula<Atom> | null {
  const words = wordsOf(name);
  if (/^(?:is authenticated|is logged in|is signed in)$/.test(words))
    return literal<Atom>(actorAtom('auth', 'authenticated', 'strong'));
  const actor = actorAt(reading, call);
  if (actor === null || actor.rest.length === 0) return null;
  const texts = textsOfArguments(reading, call);
  const { asked, isNegative } = withoutNegation(words);
  const named = requirementInName(asked, texts, 'condition');
  if (named !== null && named[0]!.kind !== 'auth' && named[0]!.kind !== 'credential') {
    const formula = anyOf(named, actor.strength, 'pattern');
    return isNegative ? negate(formula) : formula;
  }
  const truth = texts === null ? truthOf(actor) : null;
  return truth === null ? null : literal<Atom>(truth.atom, truth.holds);
}

/** Known by name only: `canEdit(user, post)`, `acl.check(user, 'posts:write')`. */
function readNamed(reading: GuardReading, call: SyntaxNode, callee: SyntaxNode, name: string): Formula<Atom> | null {
  const words = wordsOf(name);
  const { asked, isNegative } = withoutNegation(words);
  if (requirementInName(asked, null, 'condition') === null) return null;
  const named = requirementInName(asked, textsOfArguments(reading, call), 'condition')!;
  const hasCaller = childrenOf(call, 'call.argument').some((arg) => actorAt(reading, arg) !== null);
  const receiver = callee.kind === 'member' ? reading.unit.textOf(callee) : '';
  const isOfRights =
    hasCaller || /acl|polic|permission|abilit|auth|access|guard|enforcer|security|rights|rbac|perms/i.test(receiver);
  // `AuthorityPermission(parent.id).can()`: what is asked says less than what it is asked of.
  const made = /^(?:can|allows|check|test|has|valid|granted)$/.test(words) ? madeName(reading, callee) : null;
  if (made !== null && named.every(({ kind }) => kind === 'check'))
    return anyOf([{ kind: 'check', value: `${made}-${words}` }], 'strong', 'name');
  const isSure = isOfRights || !/^(?:auth|check|credential)$/.test(named[0]!.kind);
  const formula = anyOf(named, isSure && named[0]!.kind !== 'credential' ? 'strong' : 'weak', 'name');
  return isNegative ? negate(formula) : formula;
}

/** The class that a check is made of: `authority-permission`. */
function madeName(reading: GuardReading, callee: SyntaxNode): string | null {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const path = object === null ? null : pathAt(reading, object);
  const last = path?.segments[path.segments.length - 1] ?? '';
  return /^[A-Z]\w*\(\)$/.test(last) ? wordsOf(last).replace(/ /g, '-') : null;
}

function anyOf(
  named: readonly { readonly kind: Parameters<typeof actorAtom>[0]; readonly value: string }[],
  strength: 'strong' | 'weak',
  tier: 'resolved' | 'pattern' | 'name',
): Formula<Atom> {
  return either(...named.map(({ kind, value }) => literal<Atom>(actorAtom(kind, value, strength, tier))));
}
