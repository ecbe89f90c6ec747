import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { exportedValues } from './exported-values.ts';
import { joinPath, toUse, unwrapHandler } from './handlers.ts';
import { isOpenPath } from './open-paths.ts';
import { lifted, saidGuard, SIGNED_IN } from './said-guard.ts';

const PLACE = /(?:^|\/)(middleware|proxy)\.[jt]s$/;
const EXPORTED = new Set(['default', 'middleware', 'proxy']);
/** Modules whose default export is a middleware that asks for a session. */
const ASKS = /^(?:next-auth\/middleware|@kinde-oss\/kinde-auth-nextjs\/middleware)$/;

/** The middleware of Next.js, and the paths that its matcher puts behind it. */
export const nextMiddleware = defineRouteFinder({
  id: 'next-middleware',
  languages: ['typescript', 'javascript'],
  *find(reading) {
    const { path, tree } = reading.unit;
    const name = PLACE.exec(path)?.[1];
    if (name === undefined || !/next|clerk|matcher/.test(tree.text)) return;
    const exported = exportedValues(reading);
    const value = exported.find(([each]) => EXPORTED.has(each))?.[1] ?? null;
    const registered = value === null ? { handler: null, guards: reexported(reading) } : unwrapHandler(reading, value);
    const whole = { node: value ?? tree.root, handler: null, group: 'middleware' } as const;
    const handler = registered.handler;
    const inline = handler === null ? [] : guardReading(reading).checksIn(handler).checks;
    yield { ...whole, method: 'ROUTER', path: '*', symbol: name, handler, guards: registered.guards };
    const always = [...registered.guards, ...inline.map((guard) => toUse(guard, 'inline'))].filter(
      ({ condition }) => condition === undefined,
    );
    const matcher = exported.find(([each]) => each === 'config')?.[1];
    for (const place of matcher === undefined ? [] : pathsOf(reading, matcher)) {
      const below = toBelow(place.path);
      if (below === '/*') continue;
      const guards = always.map((guard) => ({ ...guard, node: place.node }));
      yield { ...whole, node: place.node, method: 'BELOW', path: below, symbol: below, guards };
    }
    yield* ofMatchers(reading);
  },
});

/** `export { default } from 'next-auth/middleware'`. */
function reexported(reading: FileReading): readonly GuardUse[] {
  for (const statement of reading.unit.ofKind('export')) {
    const module = childOf(statement, 'export.module');
    const text = module === null ? null : reading.resolver.valueOf(module);
    if (text?.kind === 'text' && ASKS.test(text.text))
      return [saidGuard(reading, statement, [SIGNED_IN], 'module', 'A guard of a known package.')];
  }
  return [];
}

interface Place {
  readonly path: string;
  readonly node: SyntaxNode;
}

/** `matcher: '/a'`, `matcher: ['/a', { source: '/b' }]`. */
function pathsOf(reading: FileReading, config: SyntaxNode): readonly Place[] {
  const value = reading.resolver.valueOf(config);
  const matcher = value.kind === 'object' ? reading.resolver.entriesOf(value.node).get('matcher') : undefined;
  if (matcher === undefined) return [];
  const items = matcher.kind === 'array' ? matcher.children : [matcher];
  return items.flatMap((item): readonly Place[] => {
    const source = item.kind === 'object' ? reading.resolver.entriesOf(item).get('source') : item;
    const text = source === undefined ? null : reading.resolver.valueOf(source);
    return text?.kind === 'text' ? [{ path: text.text, node: item }] : [];
  });
}

/** `/admin/:path*`, `/admin(.*)` and `/admin/*` are one; what only leaves out is everything. */
function toBelow(path: string): string {
  if (/\(\?!/.test(path)) return '/*';
  return joinPath(path.replace(/\/?(?::\w+\*|\(\.\*\)|\*)$/, ''), '*');
}

/** Clerk: `const isPublicRoute = createRouteMatcher(['/sign-in(.*)'])`, and of those that are protected. */
function* ofMatchers(reading: FileReading): Generator<Route> {
  if (!/\bprotect\b|\bredirectToSignIn\b/.test(reading.unit.tree.text)) return;
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee === null || lastName(reading.unit, callee) !== 'createRouteMatcher') continue;
    const target = call.parent?.kind === 'assign' ? childOf(call.parent, 'assign.target') : null;
    const name = target === null ? '' : reading.unit.textOf(target);
    const isPublic = /public|open|anonymous|unprotected/i.test(name);
    const isProtected = !isPublic && /protected|private|admin|authenticated|dashboard/i.test(name);
    if (!isPublic && !isProtected) continue;
    for (const item of childrenOf(call, 'call.argument').flatMap((arg) =>
      arg.kind === 'array' ? arg.children : [arg],
    )) {
      const path = toBelow(constantsAt(reading, item)?.[0] ?? '');
      if (path === '/*' || (isPublic && isOpenPath(path))) continue;
      const guard = saidGuard(reading, item, [SIGNED_IN], 'module', `A path of \`${name}\`.`);
      const guards = [isPublic ? lifted(guard) : guard];
      yield { method: 'BELOW', path, symbol: path, node: item, handler: null, group: 'middleware', guards };
    }
  }
}
