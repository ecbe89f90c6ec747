import type { Alternative } from '../../model/requirement.ts';
import { actionOf, toRequirement } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import { constantAt, constantsAt, lastName } from '../guards/paths.ts';
import { authorityAlternative, readSpringExpression } from '../guards/spring-expression.ts';
import { roleNorm } from '../guards/words.ts';
import { isOpenPath, isStaticPath } from './open-paths.ts';
import { lifted, saidGuard, SIGNED_IN } from './said-guard.ts';

const MATCHERS = /^(?:requestMatchers|antMatchers|mvcMatchers|regexMatchers|pathMatchers|anyRequest|anyExchange)$/;
const CHAINS = /SecurityFilterChain|SecurityWebFilterChain|HttpSecurity|ServerHttpSecurity/;

/** Rules of Spring Security's filter chain: `requestMatchers("/admin/**").hasRole("ADMIN")`, and its CSRF protection. */
export const springSecurity = defineRouteFinder({
  id: 'spring-security',
  languages: ['java', 'kotlin'],
  *find(reading) {
    const seen = new Map<SyntaxNode, string[]>();
    // In the order in which they are asked: of a chain of calls the later ones begin where the earlier ones do.
    const calls = reading.unit.ofKind('call').toSorted((a, b) => a.end - b.end);
    for (const call of calls) yield* ruleOf(reading, call, seen);
    for (const fn of reading.unit.ofKind('function')) {
      const returns = childOf(fn, 'function.returns');
      const isChain = returns !== null && CHAINS.test(reading.unit.textOf(returns));
      if (isChain && childOf(fn, 'function.body') !== null) yield csrfOf(reading, fn);
    }
  },
});

/** @param seen the paths that earlier rules of each chain match: the first that matches a request decides. */
function* ruleOf(reading: FileReading, call: SyntaxNode, seen: Map<SyntaxNode, string[]>): Generator<Route> {
  const callee = childOf(call, 'call.callee');
  const matcher = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const matched = matcher?.kind === 'call' ? childOf(matcher, 'call.callee') : null;
  if (callee === null || matcher === null || matched === null || !MATCHERS.test(lastName(reading.unit, matched) ?? ''))
    return;
  const clauses = accessOf(reading, call, lastName(reading.unit, callee) ?? '');
  const chain = enclosing(call, 'function');
  if (clauses === null || chain === null) return;
  // Where the rule is said: all rules of a chain begin at the same place.
  const place = childOf(callee, 'member.property') ?? call;
  const name = reading.unit.tree.text.slice(place.start, call.end);
  const guards = clauses.map((clause) => ({ ...guardAt(reading, place, clause), name: shortened(name) }));
  const earlier = seen.get(chain) ?? [];
  seen.set(chain, earlier);
  for (const path of pathsOf(reading, matcher)) {
    const isReached = !earlier.some((other) => isBelow(path, other));
    // Open to everybody in a chain that asks something of the rest.
    const isOpened = clauses.length === 0 && path.startsWith('/') && !isStaticPath(path) && !isOpenPath(path);
    const open = isOpened
      ? [lifted(saidGuard(reading, place, [SIGNED_IN], 'module', 'The rule lets everybody pass.'))]
      : [];
    yield {
      method: 'BELOW',
      path,
      symbol: path,
      node: place,
      handler: null,
      group: 'security filter chain',
      guards: isReached ? [...guards, ...open] : [],
    };
    earlier.push(path);
  }
}

/** Every request that one pattern matches the other matches: `/api/admin/**` and `/api/**`. */
function isBelow(path: string, other: string): boolean {
  if (!other.endsWith('/**') || path === other) return false;
  const start = other.slice(0, -'**'.length);
  return path.startsWith(start) || `${path}/` === start;
}

/** `("/a", "/b")`, `(HttpMethod.POST, "/a")`, none for any request. */
function pathsOf(reading: FileReading, matcher: SyntaxNode): readonly string[] {
  const args = reading.resolver.argumentsOf(matcher).flatMap(({ node }) => (node === null ? [] : [node]));
  const method = args[0]?.kind === 'member' ? constantAt(reading, args[0]) : null;
  const verb = method !== null && /^[A-Z]+$/.test(method) ? `${method} ` : '';
  const texts = args.flatMap((node) => {
    // `new AntPathRequestMatcher("/x")`, `PathRequest.toH2Console()`.
    const inner = node.kind === 'new' || node.kind === 'call' ? reading.resolver.argumentsOf(node)[0]?.node : node;
    return inner == null ? [] : (constantsAt(reading, inner) ?? []);
  });
  const paths = texts.filter((text) => text !== method).map((text) => `${verb}${text}`);
  return paths.length > 0 ? paths : [verb === '' ? 'Any other request' : verb.trim()];
}

/** Clauses an access rule asks for; none for everybody. Null: no access rule. */
function accessOf(reading: FileReading, call: SyntaxNode, name: string): readonly (readonly Alternative[])[] | null {
  const texts = reading.resolver
    .argumentsOf(call)
    .flatMap(({ node }) => (node === null ? [] : (constantsAt(reading, node) ?? [])));
  switch (name) {
    case 'permitAll':
    case 'anonymous':
      return [];
    case 'authenticated':
    case 'fullyAuthenticated':
    case 'rememberMe':
      return [[{ kind: 'auth', value: 'authenticated' }]];
    case 'denyAll':
      return [[{ kind: 'role', value: 'nobody' }]];
    case 'hasRole':
    case 'hasAnyRole':
      return [
        texts.length === 0
          ? [{ kind: 'role', value: 'dynamic' }]
          : texts.map((text) => ({ kind: 'role', value: roleNorm(text) })),
      ];
    case 'hasAuthority':
    case 'hasAnyAuthority':
      return [texts.length === 0 ? [{ kind: 'scope', value: 'dynamic' }] : texts.map(authorityAlternative)];
    case 'access':
      return texts.length === 0 ? [[{ kind: 'check', value: 'dynamic' }]] : texts.flatMap(readSpringExpression);
    default:
      return null;
  }
}

/** On unless it is switched off; off for some paths is a condition. */
function csrfOf(reading: FileReading, fn: SyntaxNode): Route {
  const place = childOf(fn, 'function.name') ?? fn;
  let guard: GuardUse | null = {
    ...guardAt(reading, place, [{ kind: 'csrf', value: 'csrf' }]),
    name: 'CSRF protection',
  };
  for (const call of descendants(fn)) {
    const callee = call.kind === 'call' ? childOf(call, 'call.callee') : null;
    if (callee === null || lastName(reading.unit, callee) !== 'csrf') continue;
    const text = `${reading.unit.textOf(call)}${textAfter(reading, call)}`;
    if (/\bdisable\s*(?:\(\s*\)|\s*\))/.test(text)) guard = null;
    else if (/\bignoring\w*\(/.test(text) && guard !== null) guard = { ...guard, condition: 'request' };
  }
  const guards = guard === null ? [] : [guard];
  return {
    method: 'BELOW',
    path: '*',
    symbol: 'every request',
    // The name only: what stands in the body is not about every request.
    node: place,
    handler: null,
    group: 'security filter chain',
    guards,
  };
}

/** `.csrf().disable()`: the call that the next one is made on. */
function textAfter(reading: FileReading, call: SyntaxNode): string {
  return call.role === 'member.object' && call.parent?.parent != null
    ? reading.unit.tree.text.slice(call.end, call.parent.parent.end)
    : '';
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

function guardAt(reading: FileReading, node: SyntaxNode, clause: readonly Alternative[]): GuardUse {
  const norm = toRequirement(clause);
  return {
    action: actionOf(norm),
    norm,
    name: shownName(reading, node),
    evidence: { path: reading.unit.path, range: reading.unit.rangeOf(node), role: 'guard' },
    node,
    from: 'module',
    tier: 'resolved',
    why: 'A rule of the security filter chain.',
  };
}
