import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { flagOf, optionsOf } from '../options.ts';
import { responseHeaders } from '../response-headers.ts';
import { givenValues, plainName } from '../settings/given.ts';
import { known } from '../to-fact.ts';
import type { Value } from '../value.ts';

/** Calls that say which other sites may read answers, by canonical path; for a class that is handed on, its place. */
const CORS: ReadonlyMap<string, readonly string[]> = new Map(
  ['cors', '@fastify/cors', '@koa/cors', 'hono/cors.cors', 'cors.default'].map((path) => [path, ['origin']]),
);
const GO: ReadonlyMap<string, readonly string[]> = new Map([
  ['github.com/rs/cors.New', ['AllowedOrigins', 'AllowOriginFunc']],
  ['github.com/go-chi/cors.Handler', ['AllowedOrigins', 'AllowOriginFunc']],
  ['github.com/gin-contrib/cors.New', ['AllowOrigins', 'AllowOriginFunc']],
  ['github.com/labstack/echo/middleware.CORSWithConfig', ['AllowOrigins', 'AllowOriginFunc']],
  ['github.com/gofiber/fiber/middleware/cors.New', ['AllowOrigins', 'AllowOriginsFunc']],
  ['github.com/gorilla/handlers.AllowedOrigins', []],
]);
const PYTHON: ReadonlyMap<string, readonly string[]> = new Map([
  ['flask_cors.CORS', ['origins', 'resources']],
  ['flask_cors.cross_origin', ['origins']],
]);

/** Lists of other sites that may read answers: a list is a check, `*` and "whoever asks" are none. */
export const origins = defineExtractor({
  id: 'origins',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    yield* ofHeaders(reading);
    for (const call of reading.unit.ofKind('call')) {
      const path = reading.resolver.calleeOf(call);
      if (path === null) continue;
      const args = reading.resolver.argumentsOf(call);
      const isMiddleware = path.endsWith('.add_middleware') || path.endsWith('().register');
      const names = isMiddleware
        ? namesOfMiddleware(args[0]?.value())
        : (CORS.get(path) ?? GO.get(path) ?? PYTHON.get(path));
      if (names === undefined) continue;
      const options = optionsOf(reading, args, isMiddleware ? 1 : 0);
      const given = names.length === 0 ? (args[0]?.value() ?? null) : options.get(...names);
      if (given === null || !isList(reading, given)) continue;
      yield listed(call, path);
    }
  },
});

function listed(node: SyntaxNode, by: string): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'input', value: known(by), norm: 'allowed-origin' },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'resolved',
    why: ['Only listed sites may read the answers.'],
  };
}

const HEADER = 'accesscontrolalloworigin';

/** `res.setHeader('Access-Control-Allow-Origin', 'https://shop.example.com')`, however it is set. */
function* ofHeaders(reading: Reading): Generator<Site> {
  const named = (givenValues(reading).get(HEADER) ?? []).map(({ node, value }) => ({
    node,
    value: reading.resolver.valueOf(value),
  }));
  for (const { node, value } of [
    ...named,
    ...responseHeaders(reading).filter(({ name }) => plainName(name) === HEADER),
  ])
    if (value.kind === 'text' && /^https?:\/\/[^*]+$/.test(value.text)) yield listed(node, value.text);
}

function namesOfMiddleware(of: Value | undefined): readonly string[] | undefined {
  const name = of?.kind === 'symbol' ? of.name : of?.kind === 'call' ? of.of : '';
  if (name.endsWith('.CORSMiddleware')) return ['allow_origins', 'allow_origin_regex'];
  return CORS.get(name);
}

/** Something that chooses: a text, a pattern, a list without `*`, a function. */
function isList(reading: Reading, value: Value): boolean {
  if (value.kind === 'text') return value.text !== '*';
  if (value.kind === 'list') return !value.items.some((item) => item.kind === 'text' && item.text === '*');
  if (value.kind === 'object') return reading.resolver.entriesOf(value.node).size > 0;
  return flagOf(value) === 'dynamic';
}
