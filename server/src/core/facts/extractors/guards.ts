import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { enclosing, returnsIn } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import type { FoundGuard, GuardReading } from '../guards/define.ts';
import { answeredBy } from '../guards/answered.ts';
import { shownName } from '../guards/arguments.ts';
import { emptiedHook } from '../guards/emptied-hooks.ts';
import { found } from '../guards/found.ts';
import { siteOfGuard } from '../guards/guard-site.ts';
import { handedCaller } from '../guards/handed-caller.ts';
import { isListener } from '../guards/callbacks.ts';
import type { Limit } from '../guards/lookup.ts';
import { guardReading } from '../guards/reader.ts';
import { handsOnTo } from '../guards/overrides.ts';
import { lastName } from '../guards/paths.ts';
import { isPassedByRole } from '../guards/role-bypass.ts';
import { lookupSubjects, querySubjects } from '../query-subjects.ts';
import { identifiesCaller } from '../../model/requirement.ts';
import { summariesOf } from '../guards/summaries.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName, symbolPath } from '../names.ts';
import { toUse } from '../routes/handlers.ts';
import { receiverType } from '../receivers.ts';
import { exposureOf } from '../subjects.ts';
import { viewTest } from '../views.ts';
import { known } from '../to-fact.ts';

/** Checks that stand between a caller and what a route or a function does. */
export const guards = defineExtractor({
  id: 'guards',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    // What a test asserts keeps nobody out.
    if (reading.unit.context.test || reading.unit.language.callsAreCommands) return;
    const handlers = new Set<SyntaxNode>();
    for (const route of reading.routes) {
      if (route.handler !== null) handlers.add(route.handler);
      const subject: Subject = { type: 'route', symbol: route.symbol, exposure: exposureOf(route) };
      const owner = route.handler === null ? null : handsOnTo(reading.unit, route.handler);
      for (const guard of route.guards) {
        const isOwn = owner !== null && guard.from === 'inline';
        yield siteOfGuard(guard, isOwn ? { type: 'class', symbol: owner } : subject, route.node);
      }
    }
    yield* ofFunctions(reading, handlers);
    yield* ofEmptied(reading);
    yield* ofRequired(reading);
    yield* ofQueries(reading);
    yield* ofLookups(reading);
    yield* ofHanded(reading);
  },
});

/** What a base class refuses, and a class below it no longer does. */
function* ofEmptied(reading: Reading): Generator<Site> {
  for (const node of reading.unit.ofKind('function')) {
    const asked = emptiedHook(reading.unit, node);
    const owner = asked === null ? null : enclosing(node, 'class');
    const symbol = owner === null ? null : symbolPath(reading.unit, owner);
    if (asked === null || symbol === null) continue;
    const name = declaredName(reading.unit, node) ?? '';
    const why = `\`${name}\` of the base class refuses, and this one does nothing.`;
    const guard = found(guardReading(reading), node, [asked], 'pattern', why);
    yield siteOfGuard(toUse({ ...guard, name, condition: 'exempt' }, 'inline'), { type: 'class', symbol }, node);
  }
}

/** Methods by which classes of Jenkins say what is asked before they are reached. */
const REQUIRED = /^getRequired(?:\w+)?Permissions?$/;

/** `Permission getRequiredPermission() { return Jenkins.ADMINISTER; }`: without it the base class asks for what it likes. */
function* ofRequired(reading: Reading): Generator<Site> {
  if (!['java', 'kotlin'].includes(reading.unit.language.id)) return;
  for (const node of reading.unit.ofKind('function')) {
    const name = declaredName(reading.unit, node) ?? '';
    const owner = REQUIRED.test(name) ? enclosing(node, 'class', 'function') : null;
    const symbol = owner?.kind === 'class' ? symbolPath(reading.unit, owner) : null;
    const [answer, ...more] = symbol === null ? [] : returnsIn(node).flatMap(({ children }) => children);
    const asked = answer === undefined || more.length > 0 ? null : lastName(reading.unit, answer);
    if (symbol === null || answer === undefined || asked === null || !/^[A-Z][A-Z0-9_]+$/.test(asked)) continue;
    const why = `\`${name}\` says which permission the class asks for.`;
    const alternative = { kind: 'scope', value: asked.toLowerCase() } as const;
    const guard = found(guardReading(reading), answer, [alternative], 'pattern', why);
    yield siteOfGuard(toUse({ ...guard, name: asked }, 'inline'), { type: 'class', symbol }, node);
  }
}

/** Queries limited to what belongs to the caller, each a subject of its own: without the limit it is still there. */
function* ofQueries(reading: Reading): Generator<Site> {
  const all = querySubjects(reading).map(({ query }) => query);
  for (const { query, subject } of querySubjects(reading)) {
    for (const scope of query.scopes) {
      const { node, value, isPartly, definedAt } = scope;
      const condition = isPassedByRole(reading, query, scope, all)
        ? 'data:by-role'
        : isPartly === true
          ? 'data:branch'
          : null;
      yield {
        kind: 'identity.guard',
        action: 'scope-to-owner',
        resource: { kind: 'owner', value: known(shownName(reading, node)), norm: value },
        node,
        evidence: [node, ...(definedAt === undefined ? [] : [definedAt])].map((at) => ({ node: at, role: 'guard' })),
        tier: 'pattern',
        why: ['The query finds only what belongs to the caller.'],
        ...(condition === null ? {} : { qualifiers: { condition } }),
        subject: shownBy(reading, query.node) ?? subject,
      };
    }
  }
}

/** What a view shows is asked of the class that its framework asks for it: a method that goes leaves everything. */
function shownBy({ unit }: Reading, node: SyntaxNode): Subject | null {
  const fn = enclosing(node, 'function');
  const owner = fn === null ? null : enclosing(fn, 'class', 'function', 'object');
  if (fn === null || owner?.kind !== 'class' || declaredName(unit, fn) !== 'get_queryset') return null;
  const symbol = owner.children.some((child) => child.role === 'class.base') ? symbolPath(unit, owner) : null;
  return symbol === null ? null : { type: 'class', symbol };
}

const LIMITS: Readonly<Record<Limit['value'], string>> = {
  parent: 'The lookup finds only what hangs on the other record that it is given.',
  owner: 'The lookup is given whom it is for.',
  visible: 'By its name the lookup finds only what somebody may see.',
};

/** Lookups by id, limited to more than the id: each is a subject of its own. */
function* ofLookups(reading: Reading): Generator<Site> {
  for (const { lookup, subject } of lookupSubjects(reading)) {
    const [first] = lookup.limits;
    if (first === undefined) continue;
    yield {
      kind: 'identity.guard',
      action: 'scope-to-owner',
      resource: { kind: 'owner', value: known(shownName(reading, first.node)), norm: first.value },
      node: first.node,
      evidence: [{ node: first.node, role: 'guard' }],
      tier: first.value === 'parent' ? 'pattern' : 'name',
      why: [LIMITS[first.value]],
      subject,
    };
  }
}

/** Calls that are told what the caller may see: without it they give everything. */
function* ofHanded(reading: Reading): Generator<Site> {
  const isView = viewTest(reading.unit);
  for (const call of reading.unit.ofKind('call')) {
    const handed = handedCaller(reading, call);
    if (handed === null) continue;
    const fn = enclosing(call, 'function');
    if (fn === null || isView(fn)) continue;
    yield {
      kind: 'identity.guard',
      action: 'require-scope',
      resource: { kind: 'policy', value: known(shownName(reading, handed.node)), norm: handed.asks },
      node: handed.node,
      evidence: [{ node: handed.node, role: 'guard' }],
      tier: 'name',
      why: ['The call is told what the caller may see.'],
      subject: reading.subjectOf(call),
    };
  }
}

/** Functions that are no handlers of known routes: services, resolvers, guards themselves, handlers registered elsewhere. */
function* ofFunctions(reading: Reading, handlers: ReadonlySet<SyntaxNode>): Generator<Site> {
  const checks = guardReading(reading);
  const isView = viewTest(reading.unit);
  for (const fn of reading.unit.ofKind('function')) {
    if (handlers.has(fn) || isWalkedWithOuter(reading, fn)) continue;
    const own = checks.checksIn(fn).checks;
    const answered = answers(checks, fn).filter(
      ({ norm }) => !own.some((check) => check.norm === norm.replace(':!', ':')),
    );
    const found = [...inFront(checks, fn), ...own, ...answered];
    if (found.length === 0 || isView(fn)) continue;
    const plain = reading.subjectOf(fn);
    const handing = handsOnTo(reading.unit, fn);
    const always: Subject | null = handing === null ? hookOwner(reading, fn, HOOK) : { type: 'class', symbol: handing };
    const asked = always ?? hookOwner(reading, fn, VALIDATION);
    for (const guard of found)
      yield siteOfGuard(toUse(guard, 'inline'), (identifiesCaller(guard) ? asked : always) ?? plain, guard.node);
  }
}

const HOOK =
  /^(?:check|verify|ensure|enforce|do check|pre) (?:\w+ )?(?:access|permissions?|object permissions|protection|auth|authori[sz]ation|rights)$|^(?:has|user has|has object|has module) (?:\w+ )?(?:access|permissions?|rights)$|^(?:dispatch|can activate|test func|is accessible|authori[sz]e|before action|pre dispatch|process request|is authori[sz]ed|is allowed)$|^get object$|^(?:before|after|pre) (?:get|create|update|delete|patch|post|put|query|save|list|fetch|destroy)(?: (?:object|collection|item|data|record|query))?$/;

/** These are called for every value: what they ask about the caller is asked by the class. */
const VALIDATION = /^(?:validate(?: \w+)*|clean(?: \w+)*|perform (?:create|update|destroy))$/;

/** Methods that a framework or a base class calls before all others ask for the whole class: one that goes leaves it open. */
function hookOwner({ unit }: Reading, fn: SyntaxNode, names: RegExp): Subject | null {
  const owner = enclosing(fn, 'class', 'function', 'object');
  const name = declaredName(unit, fn);
  // Beego and servers that go-swagger made call it before every operation of the type it is a method of.
  const receiver = name === 'Prepare' ? receiverType(unit, fn) : null;
  if (receiver !== null) return { type: 'class', symbol: receiver };
  if (owner?.kind !== 'class' || name === null || !names.test(wordsOf(name))) return null;
  if (!owner.children.some((child) => child.role === 'class.base')) return null;
  const symbol = symbolPath(unit, owner);
  return symbol === null ? null : { type: 'class', symbol };
}

/** Callbacks given to a call run as part of the function around them, which has their checks already; listeners run later. */
function isWalkedWithOuter(reading: Reading, fn: SyntaxNode): boolean {
  return fn.role === 'call.argument' && enclosing(fn, 'function') !== null && !isListener(reading, fn);
}

/** Decorators and wrapping calls: `@login_required`, `export const remove = withRole('admin', async () => …)`. */
function inFront(checks: GuardReading, fn: SyntaxNode): readonly FoundGuard[] {
  const decorators = fn.children
    .filter((child) => child.kind === 'decorator')
    .flatMap((decorator) => checks.guardsAt(decorator));
  const call = fn.role === 'call.argument' ? fn.parent : null;
  if (call?.kind !== 'call') return decorators;
  const isDeclared =
    declaredName(checks.unit, fn) !== null || call.parent?.kind === 'export' || call.parent?.kind === 'entry';
  const wrapping = isDeclared ? checks.guardsAt(call).filter((guard) => guard.node === call) : [];
  return [...decorators, ...wrapping];
}

/** `canEdit(user, post)`, `has_permission`: functions whose answer is what others deny on. */
function answers(checks: GuardReading, fn: SyntaxNode): readonly FoundGuard[] {
  const predicate = answeredBy(checks, fn);
  const name = declaredName(checks.unit, fn);
  if (predicate === null || name === null) return [];
  return summariesOf(checks, predicate, fn).map((guard) => ({
    ...guard,
    name: symbolPath(checks.unit, fn) ?? name,
    node: fn,
    tier: 'pattern',
    why: `What \`${name}\` answers depends on the caller.`,
  }));
}
