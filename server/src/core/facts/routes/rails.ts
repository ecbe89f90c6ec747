import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { declaredName } from '../names.ts';
import { guardsOfBases } from './base-classes.ts';
import { guardsIn } from './handlers.ts';
import { saidGuard, SIGNED_IN } from './said-guard.ts';

const BEFORE = /^(?:prepend_|append_)?before_(?:action|filter)$/;
const SKIP =
  /^skip_(?:before_action|before_filter|authorization_check|authorize_resource|load_and_authorize_resource)$/;
/** Class methods that guard by themselves: CanCanCan, Rails, Doorkeeper. */
const DECLARES =
  /^(?:load_and_authorize_resource|authorize_resource|http_basic_authenticate_with|doorkeeper_authorize!|rate_limit)$/;

/** Of Pundit: an action that has not asked anybody fails. */
const VERIFIES = /^:verify_(?:authorized|policy_scoped)$/;
/** Only what the caller may see. Pundit, CanCanCan, Action Policy. */
const SCOPES = /^(?:policy_scope|accessible_by|authorized_scope)$/;

/** Actions of Rails controllers, with what their class asks before them. Which URL leads to them is said elsewhere. */
export const rails = defineRouteFinder({
  id: 'rails',
  languages: ['ruby'],
  *find(reading) {
    for (const owner of reading.unit.ofKind('class')) {
      const name = declaredName(reading.unit, owner);
      const base = childOf(owner, 'class.base');
      if (name === null || base === null || !/Controller(?:\b|::)/.test(`${name} ${reading.unit.textOf(base)}`))
        continue;
      yield* actionsOf(reading, owner, name);
    }
  },
  inherited: (reading, owner) => [
    ...guardsOfBases(reading, owner, (base) => ownGuards(reading, base)),
    ...ownGuards(reading, owner),
  ],
});

/** What a class asks before each action, of its own and of others. */
function ownGuards(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  return filtersOf(reading, owner)
    .filter(({ isSkip, only, except }) => !isSkip && only === null && except.length === 0)
    .flatMap(({ guards }) => guards);
}

function filtersOf(reading: FileReading, owner: SyntaxNode): readonly Filter[] {
  const statements = childOf(owner, 'class.body')?.children ?? [];
  return statements.flatMap((statement) => filterOf(reading, owner, statement) ?? []);
}

function* actionsOf(reading: FileReading, owner: SyntaxNode, name: string): Generator<Route> {
  const statements = childOf(owner, 'class.body')?.children ?? [];
  const own = filtersOf(reading, owner);
  const above = guardsOfBases(reading, owner, (base) => ownGuards(reading, base));
  const filters = [...above.map(toFilter), ...own];
  const actions = publicMethods(reading, statements);
  // What has no action beside it is asked of every controller that extends this one.
  if (actions.length === 0 && own.length > 0)
    yield {
      method: 'ROUTER',
      path: '*',
      symbol: `every action below ${name}`,
      node: owner,
      handler: null,
      group: name,
      guards: own.flatMap(({ guards }) => guards),
    };
  for (const { action, node } of actions) {
    yield {
      method: 'RPC',
      path: action,
      symbol: `${name}#${action}`,
      node,
      handler: node,
      group: name,
      guards: [...applied(filters, action), ...scopesIn(reading, node)],
    };
  }
}

/** `policy_scope(Post)`, `Post.accessible_by(current_ability)`. */
function scopesIn(reading: FileReading, action: SyntaxNode): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  for (const call of descendants(action)) {
    if (call.kind !== 'call' || !SCOPES.test(lastName(reading.unit, call) ?? '')) continue;
    guards.push(
      saidGuard(
        reading,
        call,
        [{ kind: 'check', value: 'policy-scope' }],
        'inline',
        'It finds what the caller may see.',
      ),
    );
  }
  return guards;
}

interface Filter {
  readonly names: readonly string[];
  readonly isSkip: boolean;
  readonly only: readonly string[] | null;
  readonly except: readonly string[];
  readonly guards: readonly GuardUse[];
}

/** What a base class asks; `skip_before_action` names it as it is named there. */
function toFilter(guard: GuardUse): Filter {
  return { names: [guard.name.replace(/^:/, '')], isSkip: false, only: null, except: [], guards: [guard] };
}

function filterOf(reading: FileReading, owner: SyntaxNode, statement: SyntaxNode): Filter | null {
  const callee = statement.kind === 'call' ? childOf(statement, 'call.callee') : statement;
  const called = callee?.kind === 'name' ? reading.unit.textOf(callee) : '';
  const isSkip = SKIP.test(called);
  const args = childrenOf(statement, 'call.argument');
  const given = args.filter((arg) => arg.kind !== 'keyword' && arg.kind !== 'function');
  const isVerifying = called === 'after_action' && given.some((arg) => VERIFIES.test(reading.unit.textOf(arg)));
  if (!isSkip && !isVerifying && !BEFORE.test(called) && !DECLARES.test(called)) return null;
  const option = (key: string): SyntaxNode | null => {
    const found = args.find((arg) => reading.unit.textOf(childOf(arg, 'keyword.name') ?? statement) === key);
    return found === undefined ? null : childOf(found, 'keyword.value');
  };
  const isSometimes = option('if') !== null || option('unless') !== null;
  const blocks = args.filter((arg) => arg.kind === 'function');
  const guards =
    BEFORE.test(called) || isSkip
      ? [...given, ...blocks].flatMap((arg) => guardsOfFilter(reading, owner, arg))
      : isVerifying
        ? [saidGuard(reading, statement, [{ kind: 'check', value: 'authorized' }], 'class', 'Pundit raises otherwise.')]
        : declaredGuards(reading, statement, called);
  return {
    names: given.flatMap((arg) => constantsAt(reading, arg) ?? []),
    isSkip,
    only: listOf(reading, option('only')),
    except: listOf(reading, option('except')) ?? [],
    guards: guards.map((guard) => ({
      ...guard,
      node: statement,
      from: 'class',
      ...(isSkip ? { condition: 'exempt' } : isSometimes ? { condition: 'flag' } : {}),
    })),
  };
}

/** `load_and_authorize_resource`, `doorkeeper_authorize! :admin`. */
function declaredGuards(reading: FileReading, statement: SyntaxNode, called: string): readonly GuardUse[] {
  const scopes = childrenOf(statement, 'call.argument').flatMap((arg) => constantsAt(reading, arg) ?? []);
  const asked: Alternative =
    called === 'rate_limit'
      ? { kind: 'rate-limit', value: 'rate-limit' }
      : called.endsWith('authorize_resource')
        ? { kind: 'check', value: 'ability' }
        : called === 'doorkeeper_authorize!' && scopes.length > 0
          ? { kind: 'scope', value: scopes.join('+').toLowerCase() }
          : SIGNED_IN;
  return [saidGuard(reading, statement, [asked], 'class', `\`${called}\` stops the request.`)];
}

/** By the method it names, when that stands in this class; else by its name. */
function guardsOfFilter(reading: FileReading, owner: SyntaxNode, arg: SyntaxNode): readonly GuardUse[] {
  const [name] = constantsAt(reading, arg) ?? [];
  const member = name === undefined ? undefined : reading.scopes.membersOf(owner).get(name);
  const inside = member?.kind === 'function' ? guardReading(reading).guardsOf(member) : null;
  if (inside !== null && inside.length > 0)
    return inside.map((guard) => ({
      ...guard,
      name: name ?? guard.name,
      node: arg,
      from: 'class',
      tier: 'resolved',
      why: 'Its body stops the request.',
    }));
  return guardsIn(reading, arg, 'class');
}

function listOf(reading: FileReading, node: SyntaxNode | null): readonly string[] | null {
  return node === null ? null : constantsAt(reading, node);
}

/** In the order they stand: a later `skip_before_action` takes away what an earlier `before_action` asks, or what a base class asks. */
function applied(filters: readonly Filter[], action: string): readonly GuardUse[] {
  let guards: { readonly names: readonly string[]; readonly guard: GuardUse }[] = [];
  for (const { names, isSkip, only, except, guards: own } of filters) {
    if ((only !== null && !only.includes(action)) || except.includes(action)) continue;
    if (isSkip) guards = guards.filter((each) => !each.names.some((name) => names.includes(name)));
    guards.push(...own.map((guard) => ({ names, guard })));
  }
  return guards.map(({ guard }) => guard);
}

/** Methods up to a bare `private` or `protected`. */
function publicMethods(
  reading: FileReading,
  statements: readonly SyntaxNode[],
): readonly { readonly action: string; readonly node: SyntaxNode }[] {
  const end = statements.findIndex(
    (statement) => statement.kind === 'name' && /^(?:private|protected)$/.test(reading.unit.textOf(statement)),
  );
  return (end === -1 ? statements : statements.slice(0, end)).flatMap((node) => {
    const name =
      node.kind === 'function' && childOf(node, 'function.receiver') === null ? declaredName(reading.unit, node) : null;
    return name === null || name.startsWith('_') || name === 'initialize' ? [] : [{ action: name, node }];
  });
}
