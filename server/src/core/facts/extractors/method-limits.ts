import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Route, type Site } from '../define.ts';
import { askedComparison, refusesIn } from '../guards/asked-comparison.ts';
import { exposureOf } from '../subjects.ts';
import { known } from '../to-fact.ts';

const SENDS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

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
      if (route.guards.some(({ norm }) => norm === 'csrf:post-only')) continue;
      told.add(route.symbol);
      const subject = { type: 'route', symbol: route.symbol, exposure: exposureOf(route) } as const;
      const site = toSite(route.node, subject, 'The route takes no other method.');
      // Handlers move to other files: that the route asks for it is known there, that it matters is not.
      yield changesSomething(reading, route) ? site : { ...site, tier: 'name' };
    }
    for (const node of reading.unit.ofKind('if')) {
      const fn = isRefusal(reading, node) ? enclosing(node, 'function') : null;
      if (fn !== null && CHANGES.test(bodyOf(reading, fn)))
        yield toSite(node, reading.subjectOf(node), 'Any other method is refused.');
    }
  },
});

const CHANGES =
  /(?:\b|_)(?:delete|destroy|save|create|update|remove|insert|upsert|exec(?:ute)?|commit|transfer|impersonate|approve|revoke|reset|disable|enable|archive|restore|publish|invite)(?:[A-Z_]\w*)?\(/i;
/** Of Rails' routes only the symbol says it: `PUT /orders/:id/close`. */
function methodsOf({ method, symbol }: Route): readonly string[] {
  return method === 'URL' ? [symbol.split(' ', 1)[0]!] : method.split('|');
}

/** Characters of a handler that are looked through. */
const MAX_BODY = 4_000;
const CHANGING_PATH =
  /(?:^|[/_-])(?:un)?(?:delete|destroy|create|update|remove|add|transfer|approve|revoke|reset|disable|enable|publish|finali[sz]e|cancel|activate|deactivate|accept|reject|close|open|lock|ban|restore|archive|logout|sign_out)(?:$|[/_-])/i;

function bodyOf({ unit }: Reading, fn: SyntaxNode): string {
  const body = childOf(fn, 'function.body');
  return body === null ? '' : unit.textOf(body).slice(0, MAX_BODY);
}

function changesSomething(reading: Reading, { handler, path }: Route): boolean {
  return handler === null ? CHANGING_PATH.test(path) : CHANGES.test(bodyOf(reading, handler));
}

const METHOD =
  /^(?:\w+(?:\.|->))*(?:method|Method|getMethod\(\)|request_method|REQUEST_METHOD)$|^\$_SERVER\[['"]REQUEST_METHOD['"]\]$/;
const REFUSES = /\b405\b|method[ _]?not[ _]?allowed|MethodNotAllowed/i;
const MAX_SIDE = 60;

/** `if (req.method !== 'POST') return res.status(405).end()` */
function isRefusal(reading: Reading, node: SyntaxNode): boolean {
  const compared = askedComparison(reading, node, MAX_SIDE);
  if (compared === null || !/^(?:!==?|<>)$/.test(compared.operator) || !METHOD.test(compared.left)) return false;
  const isSending = /^(?:['"](?:POST|PUT|PATCH|DELETE)['"]|http\.Method(?:Post|Put|Patch|Delete))$/.test(
    compared.right,
  );
  return isSending && refusesIn(reading, node, REFUSES);
}

function toSite(node: SyntaxNode, subject: Subject, why: string): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'input', value: known('not by GET'), norm: 'sent-by-post' },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [why],
    subject,
  };
}
