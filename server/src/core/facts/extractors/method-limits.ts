import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Route, type Site } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { changesSomething, methodLimitIn, SENDS } from '../guards/method-limit.ts';
import { SENT_BY_POST } from '../guards/names.ts';
import { exposureOf } from '../subjects.ts';
import { known } from '../to-fact.ts';

const LIMIT = `input:${SENT_BY_POST}`;

/**
 * What changes something is only reached by what a form or a script sends: a link, a picture or a crawler asks by GET, for which
 * no framework asks for a CSRF token and browsers send `SameSite=Lax` cookies along.
 */
export const methodLimits = defineExtractor({
  id: 'method-limits',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test || reading.unit.language.callsAreCommands) return;
    const told = new Set<string>();
    for (const route of reading.routes) {
      if (told.has(route.symbol) || !methodsOf(route).every((method) => SENDS.has(method))) continue;
      if (route.guards.some(({ norm }) => norm === LIMIT)) continue;
      told.add(route.symbol);
      const subject = { type: 'route', symbol: route.symbol, exposure: exposureOf(route) } as const;
      const site = toSite(route.node, subject, 'The route takes no other method.');
      // Handlers move to other files: that the route asks for it is known there, that it matters is not.
      yield isOfChange(reading, route) ? site : { ...site, tier: 'name' };
    }
    const refusing = new Set<SyntaxNode>();
    for (const fn of functionsAsking(reading)) {
      const limit = isLimitedAround(reading, fn) ? null : methodLimitIn(reading, fn);
      if (limit === null) continue;
      if (!limit.isOfChange) refusing.add(fn);
      const site = toSite(limit.node, reading.subjectOf(limit.node), 'What changes something takes no other method.');
      yield limit.isOfChange ? site : { ...site, tier: 'name' };
    }
    // `if (refuseOthers(req, res)) return`
    const calling = new Set<SyntaxNode>();
    for (const call of refusing.size === 0 ? [] : reading.unit.ofKind('call')) {
      const called = functionCalled(reading, call);
      const fn = called !== null && refusing.has(called) ? enclosing(call, 'function') : null;
      if (fn === null || calling.has(fn) || isLimitedAround(reading, fn) || !changesSomething(reading, fn)) continue;
      calling.add(fn);
      yield toSite(call, reading.subjectOf(call), 'Any other method is refused.');
    }
  },
});

/** Functions of which a branch may ask for the method. */
function functionsAsking({ unit }: Reading): ReadonlySet<SyntaxNode> {
  if (!/method|\.(?:get|head|post|put|patch|delete)\?/i.test(unit.tree.text)) return new Set();
  return new Set(unit.ofKind('if').flatMap((node) => enclosing(node, 'function') ?? []));
}

/** Of Rails' routes only the symbol says it: `PUT /orders/:id/close`. */
function methodsOf({ method, symbol }: Route): readonly string[] {
  return method === 'URL' ? [symbol.split(' ', 1)[0]!] : method.split('|');
}

const CHANGING_PATH =
  /(?:^|[/_-])(?:un)?(?:delete|destroy|create|update|remove|add|transfer|approve|revoke|reset|disable|enable|publish|finali[sz]e|cancel|activate|deactivate|accept|reject|close|open|lock|ban|restore|archive|logout|sign_out)(?:$|[/_-])/i;

function isOfChange(reading: Reading, { handler, path }: Route): boolean {
  return handler === null ? CHANGING_PATH.test(path) : changesSomething(reading, handler);
}

/** The route or a decorator of the function says it for all of it. */
function isLimitedAround(reading: Reading, fn: SyntaxNode): boolean {
  const routes = reading.routes.filter(({ handler }) => handler === fn);
  const isLimiting = (route: Route): boolean =>
    methodsOf(route).every((method) => SENDS.has(method)) || route.guards.some(({ norm }) => norm === LIMIT);
  if (routes.length > 0) return routes.every(isLimiting);
  return fn.children.some((child) => child.kind === 'decorator' && LIMITS.test(reading.unit.textOf(child).trim()));
}

const LIMITS = /^@require_(?:POST|http_methods\(\s*[[(]\s*['"](?:POST|PUT|PATCH|DELETE)['"]\s*,?\s*[\])]\s*\))$/;

function toSite(node: SyntaxNode, subject: Subject, why: string): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'input', value: known('not by GET'), norm: SENT_BY_POST },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [why],
    subject,
  };
}
