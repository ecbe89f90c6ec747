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

/** What a site tells browsers to hold back, and what a program keeps from the pages that it shows. */
export const browserProtections = defineExtractor({
  id: 'browser-protections',
  kinds: ['assurance.browser', 'assurance.tls'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
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

/** What methods of Spring's `headers` stand for: the setting, and its value unless they are told otherwise. Null: only that it is off. */
const SPRING: ReadonlyMap<string, readonly [row: Parameters<typeof toSettingSite>[1], value: string | null]> = new Map([
  ['headers', [protectiveHeaders, null]],
  ['frameOptions', [framePolicy, 'no site']],
  ['contentTypeOptions', [rowOf('type-sniffing'), 'on']],
  ['httpStrictTransportSecurity', [rowOf('strict-transport'), 'on']],
  ['contentSecurityPolicy', [contentPolicy, null]],
]);

/** `headers(h -> h.frameOptions(f -> f.disable()))`, `.headers().frameOptions().disable()` */
function* ofSpring(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const said = SPRING.get((callee === null ? null : lastName(unit, callee)) ?? '');
    if (said === undefined) continue;
    const [row, usual] = said;
    const told = toldTo(reading, call);
    const value = told === 'disable' ? 'off' : told === 'sameOrigin' ? 'the same site' : usual;
    if (value !== null) yield toSettingSite(reading, row, { node: call }, value);
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
