import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { headersSet } from '../browser-headers.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { browserRows, contentPolicy, framePolicy, protectiveHeaders } from '../settings/browser-rows.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { readSettings, rowsByName, toSettingSite } from '../settings/read.ts';

const byName = rowsByName(browserRows);
const rowOf = (id: string): (typeof browserRows)[number] => browserRows.find((row) => row.id === id)!;

/** Words of which a file that sets any of it has one: most have none. */
const SPEAKS =
  /frame-?_?options|security-?_?policy|frameguard|helmet|nosniff|secure-?headers|talisman|lusca|strict-?_?transport|HSTS|referrer-?_?policy|opener-?_?policy|SecurityMiddleware|CSP_|unrolled\/secure|contrib\/secure|webPreferences|BrowserWindow|JavaScriptEnabled|FromFileURLs|SecureWithConfig|middleware\.Secure|content-?_?type-?_?options/i;

/** What a site tells browsers to hold back, and what a program keeps from the pages that it shows. */
export const browserProtections = defineExtractor({
  id: 'browser-protections',
  kinds: ['assurance.browser', 'assurance.tls'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text' || !SPEAKS.test(unit.tree.text)) return;
    // Which function sets them is of no account to a browser.
    for (const site of protections(reading)) yield { ...site, subject: FILE_SUBJECT };
  },
});

function* protections(reading: Reading): Generator<Site> {
  const { language } = reading.unit;
  yield* readSettings(reading, byName);
  yield* headersSet(reading);
  if (!language.isCode) return;
  yield* ofLibraries(reading);
  if (language.id === 'python') yield* ofMiddleware(reading);
  if (language.id === 'java' || language.id === 'kotlin') yield* ofSpring(reading);
}

/** Libraries that set several of them at once, by canonical path. Documentation of each, 2026-11. */
const LIBRARIES: ReadonlySet<string> = new Set([
  'helmet',
  'helmet.default',
  '@fastify/helmet',
  'fastify-helmet',
  'koa-helmet',
  'lusca',
  'hono/secure-headers.secureHeaders',
  'flask_talisman.Talisman',
  'secure.Secure',
  'secure.Secure.with_default_headers',
  'github.com/unrolled/secure.New',
  'github.com/gin-contrib/secure.New',
  'github.com/gofiber/fiber/middleware/helmet.New',
  'github.com/labstack/echo/middleware.Secure',
  'github.com/labstack/echo/middleware.SecureWithConfig',
]);
/** One each. */
const PARTS: ReadonlyMap<string, readonly [id: string, value: string]> = new Map([
  ['contentSecurityPolicy', ['content-policy', 'listed scripts only']],
  ['frameguard', ['frame-policy', 'the same site']],
  ['xFrameOptions', ['frame-policy', 'the same site']],
  ['noSniff', ['type-sniffing', 'on']],
  ['xContentTypeOptions', ['type-sniffing', 'on']],
  ['hsts', ['strict-transport', 'on']],
  ['strictTransportSecurity', ['strict-transport', 'on']],
]);

function* ofLibraries(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const call of unit.ofKind('call')) {
    const path = resolver.calleeOf(call);
    if (path === null) continue;
    if (LIBRARIES.has(path) || isHandedOn(reading, call, path))
      yield toSettingSite(reading, protectiveHeaders, { node: call }, 'on');
    const part = /^(?:koa-)?helmet\.(\w+)$/.exec(path)?.[1];
    const said = part === undefined ? undefined : PARTS.get(part);
    if (said !== undefined && resolver.argumentsOf(call).length === 0)
      yield toSettingSite(reading, rowOf(said[0]), { node: call }, said[1]);
  }
}

/** `fastify.register(helmet)` */
function isHandedOn({ resolver }: Reading, call: SyntaxNode, path: string): boolean {
  if (!/(?:^|\.)(?:register|use|add_middleware)$/.test(path)) return false;
  const first = resolver.argumentsOf(call)[0]?.value();
  return first?.kind === 'symbol' && LIBRARIES.has(first.name);
}

/** Entries of Django's `MIDDLEWARE`. */
const MIDDLEWARE: ReadonlyMap<string, readonly [id: string, value: string]> = new Map([
  ['django.middleware.security.SecurityMiddleware', ['protective-headers', 'on']],
  ['django.middleware.clickjacking.XFrameOptionsMiddleware', ['frame-policy', 'the same site']],
  ['csp.middleware.CSPMiddleware', ['content-policy', 'listed scripts only']],
  ['django.middleware.csp.ContentSecurityPolicyMiddleware', ['content-policy', 'listed scripts only']],
]);

function* ofMiddleware(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const node of unit.ofKind('string')) {
    if (node.end - node.start < 20 || node.end - node.start > 80 || node.parent?.kind !== 'array') continue;
    const value = resolver.valueOf(node);
    const said = value.kind === 'text' ? MIDDLEWARE.get(value.text) : undefined;
    if (said !== undefined)
      yield toSettingSite(
        reading,
        said[0] === protectiveHeaders.id ? protectiveHeaders : rowOf(said[0]),
        { node },
        said[1],
      );
  }
}

/** `headers(h -> h.frameOptions(f -> f.disable()))`, `.headers().frameOptions().disable()` */
function* ofSpring(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (
      name === null ||
      !/^(?:headers|frameOptions|contentTypeOptions|httpStrictTransportSecurity|contentSecurityPolicy)$/.test(name)
    )
      continue;
    const told = toldTo(reading, call);
    const isOff = /(?:^|[.:])disable$/.test(told);
    if (name === 'headers' && isOff) yield toSettingSite(reading, protectiveHeaders, { node: call }, 'off');
    else if (name === 'frameOptions')
      yield toSettingSite(
        reading,
        framePolicy,
        { node: call },
        isOff ? 'off' : told.endsWith('sameOrigin') ? 'the same site' : 'no site',
      );
    else if (name === 'contentTypeOptions')
      yield toSettingSite(reading, rowOf('type-sniffing'), { node: call }, isOff ? 'off' : 'on');
    else if (name === 'httpStrictTransportSecurity')
      yield toSettingSite(reading, rowOf('strict-transport'), { node: call }, isOff ? 'off' : 'on');
    else if (name === 'contentSecurityPolicy' && isOff)
      yield toSettingSite(reading, contentPolicy, { node: call }, 'off');
  }
}

/** The last thing that is called on it, by its options or behind it. */
function toldTo({ unit }: Reading, call: SyntaxNode): string {
  const [option] = childrenOf(call, 'call.argument');
  if (option !== undefined) {
    const written = unit.textOf(option).slice(0, 300);
    // `h -> h.disable()`, `{ disable() }`, `AbstractHttpConfigurer::disable`
    return (
      /^(?:\w+\s*->\s*\w+\s*\.|\{\s*(?:\w+\s*->\s*\w+\.)?|[\w.]+\s*(?:::|\.))\s*(\w+)\s*(?:\(\s*\))?\s*\}?$/.exec(
        written,
      )?.[1] ?? ''
    );
  }
  const behind =
    call.parent?.kind === 'member' && call.role === 'member.object' ? childOf(call.parent, 'member.property') : null;
  return behind === null ? '' : unit.textOf(behind);
}
