import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';
import { roleNorm, wordsOf } from '../guards/words.ts';
import { guardsIn } from './handlers.ts';
import { saidGuard, SIGNED_IN } from './said-guard.ts';

/** Properties of the options that apply where no policy is named. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['FallbackPolicy', 'every endpoint without a policy of its own'],
  ['DefaultPolicy', 'every endpoint that only asks for authorization'],
]);
/** Calls that map endpoints which stand elsewhere. */
const MAPPED: ReadonlyMap<string, string> = new Map([
  ['MapControllers', 'every controller'],
  ['MapControllerRoute', 'every controller'],
  ['MapDefaultControllerRoute', 'every controller'],
  ['MapRazorPages', 'every page'],
  ['MapRazorComponents', 'every page'],
  ['MapBlazorHub', 'every page'],
  ['MapReverseProxy', 'every proxied request'],
]);
/** Without these nothing that endpoints ask for is asked. */
const MIDDLEWARE: ReadonlyMap<string, Alternative> = new Map<string, Alternative>([
  ['UseAuthentication', { kind: 'check', value: 'authentication' }],
  ['UseAuthorization', { kind: 'check', value: 'authorization' }],
  ['UseAntiforgery', { kind: 'csrf', value: 'csrf' }],
  ['UseRateLimiter', { kind: 'rate-limit', value: 'rate-limit' }],
]);

/** What an application of ASP.NET Core asks of all its endpoints, and the policies that they name. */
export const aspnetPolicies = defineRouteFinder({
  id: 'aspnet-policies',
  languages: ['csharp'],
  *find(reading) {
    const { unit } = reading;
    const asked: GuardUse[] = [];
    let place: SyntaxNode | null = null;
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (name === null) continue;
      const args = childrenOf(call, 'call.argument');
      const middleware = MIDDLEWARE.get(name);
      if (middleware !== undefined) {
        place ??= call;
        const guard = saidGuard(reading, call, [middleware], 'module', `\`${name}\` asks for it.`);
        asked.push({ ...guard, name });
      }
      if (name === 'MapControllers' || name === 'UseRouting' || name === 'UseEndpoints') place ??= call;
      if (name === 'AddPolicy') yield* ofPolicy(reading, call, args);
      if (name === 'SetFallbackPolicy' || name === 'SetDefaultPolicy')
        yield defaults(
          DEFAULTS.get(name.slice(3))!,
          call,
          args.flatMap((arg) => policyGuards(reading, arg)),
        );
      const mapped = MAPPED.get(name);
      if (mapped !== undefined) yield whole(mapped, call, chained(reading, call));
      if (name === 'AddControllers' || name === 'AddControllersWithViews' || name === 'AddMvc')
        yield whole('every controller', call, filtersIn(reading, call));
    }
    if (place !== null) yield whole('every request', place, asked);
    for (const assign of unit.ofKind('assign')) {
      const target = childOf(assign, 'assign.target');
      const value = childOf(assign, 'assign.value');
      const symbol = target === null ? undefined : DEFAULTS.get(lastName(unit, target) ?? '');
      if (symbol !== undefined && value !== null && value.kind !== 'null')
        yield defaults(symbol, assign, policyGuards(reading, value));
    }
  },
});

function whole(symbol: string, node: SyntaxNode, guards: readonly GuardUse[]): Route {
  return { method: 'ROUTER', path: '*', symbol, node, handler: null, group: 'application', guards };
}

/** What is asked where nothing else is: without it the endpoints are still there. */
function defaults(symbol: string, node: SyntaxNode, guards: readonly GuardUse[]): Route {
  return { ...whole(symbol, node, guards), method: 'BELOW' };
}

function* ofPolicy(reading: FileReading, call: SyntaxNode, args: readonly SyntaxNode[]): Generator<Route> {
  const [first, policy] = args;
  const [name] = first === undefined ? [] : (constantsAt(reading, first) ?? []);
  if (name === undefined || policy === undefined) return;
  const symbol = `policy ${name}`;
  const handler = policy.kind === 'function' ? policy : null;
  const guards = policyGuards(reading, policy);
  yield { method: 'POLICY', path: symbol, symbol, node: call, handler, group: 'policies', guards };
}

/** Guards called on what maps endpoints: `app.MapControllers().RequireAuthorization()`. */
function chained(reading: FileReading, call: SyntaxNode): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  for (let at = call; at.role === 'member.object' && at.parent?.parent?.kind === 'call';) {
    at = at.parent.parent;
    if (lastName(reading.unit, at) === 'RequireAuthorization')
      guards.push(...requireAuthorization(reading, at, 'module'));
  }
  return guards;
}

/** `RequireAuthorization("Admin")`, `RequireAuthorization(policy => policy.RequireRole("Admin"))`. */
export function requireAuthorization(
  reading: FileReading,
  call: SyntaxNode,
  from: GuardUse['from'],
): readonly GuardUse[] {
  const inside = childrenOf(call, 'call.argument').flatMap((arg) =>
    arg.kind === 'function' ? policyGuards(reading, arg, from) : [],
  );
  return inside.length > 0 ? inside : guardsIn(reading, call, from);
}

/** `options.Filters.Add(new AuthorizeFilter())`, `options.Filters.Add<AuthorizeFilter>()`. */
function filtersIn(reading: FileReading, call: SyntaxNode): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  for (const inner of descendants(call)) {
    const callee = inner.kind === 'call' && inner !== call ? childOf(inner, 'call.callee') : null;
    if (callee === null || !/\bFilters\.Add\b/.test(reading.unit.textOf(callee))) continue;
    const text = reading.unit.textOf(inner);
    if (/Authorize/.test(text))
      guards.push(saidGuard(reading, inner, [SIGNED_IN], 'module', 'A filter of all controllers.'));
    else if (/AntiforgeryToken|AutoValidateAntiforgery/.test(text))
      guards.push(
        saidGuard(reading, inner, [{ kind: 'csrf', value: 'csrf' }], 'module', 'A filter of all controllers.'),
      );
  }
  return guards;
}

/** What a policy that is built asks for: each call on the builder is one requirement, and all hold. */
export function policyGuards(
  reading: FileReading,
  node: SyntaxNode,
  from: GuardUse['from'] = 'module',
): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  const why = 'A requirement of the policy.';
  for (const call of descendants(node)) {
    if (call.kind === 'member' && lastName(reading.unit, call) === 'DefaultPolicy' && call === node)
      return [saidGuard(reading, call, [SIGNED_IN], from, why)];
    if (call.kind !== 'call') continue;
    const name = lastName(reading.unit, call) ?? '';
    const at = childOf(childOf(call, 'call.callee') ?? call, 'member.property') ?? call;
    const clauses = clausesOf(reading, call, name);
    guards.push(
      ...clauses.map((asked) => ({
        ...saidGuard(reading, at, asked, from, why),
        name: reading.unit.tree.text.slice(at.start, Math.min(call.end, at.start + 60)),
      })),
    );
    if (name === 'RequireAssertion') guards.push(...ofAssertion(reading, call, from));
  }
  return guards;
}

function clausesOf(reading: FileReading, call: SyntaxNode, name: string): readonly (readonly Alternative[])[] {
  const args = childrenOf(call, 'call.argument');
  const texts = args.flatMap((arg) => constantsAt(reading, arg) ?? []);
  switch (name) {
    case 'RequireAuthenticatedUser':
      return [[SIGNED_IN]];
    case 'RequireRole':
      return [
        texts.length === 0
          ? [{ kind: 'role', value: 'dynamic' }]
          : texts.map((text) => ({ kind: 'role', value: roleNorm(text) })),
      ];
    case 'RequireUserName':
      return [texts.map((text) => ({ kind: 'check', value: `user ${text}` }))];
    case 'RequireScope':
      return [texts.map((text) => ({ kind: 'scope', value: text.toLowerCase() }))];
    case 'RequireClaim': {
      const [claim = 'dynamic', ...values] = texts;
      const asked = values.length === 0 ? [claim] : values.map((value) => `${claim}:${value}`);
      return [asked.map((value) => ({ kind: 'scope', value: value.toLowerCase() }))];
    }
    case 'AddRequirements':
    case 'Add': {
      const made = args.filter((arg) => arg.kind === 'new').map((arg) => lastName(reading.unit, arg) ?? '');
      return made
        .filter((each) => each.endsWith('Requirement'))
        .map((each) => [{ kind: 'check', value: wordsOf(each.replace(/Requirement$/, '')).replaceAll(' ', '-') }]);
    }
    default:
      return [];
  }
}

/** `RequireAssertion(context => context.User.HasClaim(…))`; one that always holds asks nothing. */
function ofAssertion(reading: FileReading, call: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  const test = childrenOf(call, 'call.argument').find(({ kind }) => kind === 'function');
  const body = test === undefined ? null : childOf(test, 'function.body');
  if (test === undefined || body === null || body.kind === 'boolean') return [];
  const predicate = guardReading(reading).predicateOf(test);
  if (predicate === null)
    return [saidGuard(reading, call, [{ kind: 'check', value: 'assertion' }], from, 'An assertion of the policy.')];
  return summariesOf(reading, predicate, test).map((guard): GuardUse => ({
    ...guard,
    node: call,
    from,
    tier: 'pattern',
    why: 'An assertion of the policy.',
  }));
}
