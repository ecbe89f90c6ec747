import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { isOpenPath, isStaticPath } from './open-paths.ts';
import { lifted, saidGuard, SIGNED_IN } from './said-guard.ts';

/** Annotations that switch security of methods on, and what of it they switch on by themselves. */
const METHOD_SECURITY: ReadonlyMap<string, readonly string[]> = new Map([
  ['EnableMethodSecurity', ['prePostEnabled']],
  ['EnableReactiveMethodSecurity', ['prePostEnabled']],
  ['EnableGlobalMethodSecurity', []],
]);
const MAX_LINKS = 50;
/** What annotations of methods are heeded. */
const SWITCHES: ReadonlyMap<string, string> = new Map([
  ['prePostEnabled', '@PreAuthorize'],
  ['securedEnabled', '@Secured'],
  ['jsr250Enabled', '@RolesAllowed'],
]);
/** Spring Security, switched off: paths that its filters never see, annotations of methods that nobody heeds. */
export const springSwitches = defineRouteFinder({
  id: 'spring-switches',
  languages: ['java'],
  *find(reading) {
    if (
      !/EnableMethodSecurity|EnableGlobalMethodSecurity|EnableReactiveMethodSecurity|ignoring/.test(
        reading.unit.tree.text,
      )
    )
      return;
    for (const owner of reading.unit.ofKind('class')) yield* ofMethods(reading, owner);
    for (const call of reading.unit.ofKind('call')) yield* ofIgnored(reading, call);
  },
});

function* ofMethods(reading: FileReading, owner: SyntaxNode): Generator<Route> {
  for (const child of owner.children) {
    const expression = child.kind === 'decorator' ? child.children[0] : undefined;
    const on = expression === undefined ? undefined : METHOD_SECURITY.get(lastName(reading.unit, expression) ?? '');
    if (expression === undefined || on === undefined) continue;
    const enabled = new Set(on);
    const args = expression.kind === 'call' ? reading.resolver.argumentsOf(expression) : [];
    for (const { name, value } of args) {
      const given = value();
      if (name === null || given.kind !== 'boolean') continue;
      if (given.value) enabled.add(name);
      else enabled.delete(name);
    }
    const guards = [...SWITCHES].flatMap(([name, annotation]): readonly GuardUse[] => {
      if (!enabled.has(name)) return [];
      const asked = { kind: 'check', value: annotation } as const;
      return [
        { ...saidGuard(reading, child, [asked], 'module', 'Annotations of methods are heeded.'), name: annotation },
      ];
    });
    const symbol = 'every annotated method';
    yield { method: 'BELOW', path: '*', symbol, node: child, handler: null, group: 'method security', guards };
  }
}

/** Somewhere in front of it in its chain stands `ignoring()`. */
function isIgnoring(reading: FileReading, callee: SyntaxNode): boolean {
  let at = childOf(callee, 'member.object');
  for (let links = 0; at?.kind === 'call' && links < MAX_LINKS; links += 1) {
    if (lastName(reading.unit, at) === 'ignoring') return true;
    const inner = childOf(at, 'call.callee');
    at = inner === null ? null : childOf(inner, 'member.object');
  }
  return false;
}

/** `web.ignoring().requestMatchers("/internal/**")`: no filter runs, so nothing is asked. */
function* ofIgnored(reading: FileReading, call: SyntaxNode): Generator<Route> {
  const callee = childOf(call, 'call.callee');
  if (
    callee === null ||
    !/^(?:requestMatchers|antMatchers|mvcMatchers|regexMatchers)$/.test(lastName(reading.unit, callee) ?? '')
  )
    return;
  if (!isIgnoring(reading, callee)) return;
  for (const { node } of reading.resolver.argumentsOf(call)) {
    if (node === null) continue;
    const inner = node.kind === 'new' || node.kind === 'call' ? reading.resolver.argumentsOf(node)[0]?.node : node;
    for (const path of inner == null ? [] : (constantsAt(reading, inner) ?? [])) {
      if (!path.startsWith('/') || isStaticPath(path) || isOpenPath(path)) continue;
      const guards = [lifted(saidGuard(reading, node, [SIGNED_IN], 'module', 'The filters never see it.'))];
      yield { method: 'BELOW', path, symbol: path, node, handler: null, group: 'ignored', guards };
    }
  }
}
