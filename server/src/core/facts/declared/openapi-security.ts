import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { both, either, literal } from '../guards/formula.ts';
import { asObject, asTexts, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { itemsOf, objectAt, textAt } from '../kubernetes/manifest.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Clauses, declared, guardsOf, MAX_DECLARED } from './declare.ts';
import { clausesOf, type Condition } from './rule-conditions.ts';

const METHODS = /^(?:get|put|post|delete|options|head|patch|trace)$/;
/** Schemes of one operation. */
const MAX_WAYS = 50;

/**
 * What an OpenAPI description asks of each operation: gateways and generated servers do as it says.
 * @see https://spec.openapis.org/oas/v3.1.1 section 4.8.30
 */
export const openapiSecurity = defineRouteFinder({
  id: 'openapi-security',
  languages: ['yaml', 'json'],
  *find(reading) {
    if (!/["']?(?:openapi|swagger)["']?\s*:/.test(reading.unit.tree.text.slice(0, 4_000))) return;
    let count = 0;
    for (const document of documentObjects(reading)) {
      if (valueOfKey(reading, document, 'info') === null) continue;
      for (const route of operationsOf(reading, document)) {
        if ((count += 1) > MAX_DECLARED) return;
        yield route;
      }
    }
  },
});

function* operationsOf(reading: FileReading, document: SyntaxNode): Generator<Route> {
  const paths = objectAt(reading, document, 'paths');
  if (paths === null) return;
  const keys = keySchemes(reading, document);
  const whole = askedBy(reading, document, keys) ?? [];
  const wholeAt = entryOf(reading, document, 'security');
  if (wholeAt !== null && paths.children.length === 0) yield route(reading, wholeAt, 'Every operation', whole);
  for (const { object: item, key: path } of entriesOf(reading, paths))
    for (const { object: operation, key: method, node } of entriesOf(reading, item)) {
      if (!METHODS.test(method)) continue;
      const own = askedBy(reading, operation, keys);
      // What the whole asks is asked of it, unless it says something itself.
      const at = own === null ? (wholeAt ?? node) : entryOf(reading, operation, 'security')!;
      yield route(reading, at, `${method.toUpperCase()} ${path}`, own ?? whole);
    }
}

function route(reading: FileReading, node: SyntaxNode, symbol: string, clauses: Clauses): Route {
  const guards = guardsOf(reading, node, clauses, 'The description of the interface asks for it.');
  return declared({
    symbol,
    node,
    group: 'operations',
    guards,
    as: symbol === 'Every operation' ? 'rule' : 'operation',
  });
}

interface Named {
  readonly key: string;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
}

function entriesOf(reading: FileReading, object: SyntaxNode): readonly Named[] {
  return object.children.flatMap((node) => {
    const key = node.kind === 'entry' ? keyText(reading, node) : null;
    const value = key === null ? null : asObject(reading, childOf(node, 'entry.value'));
    return key === null || value === null ? [] : [{ key, object: value, node: childOf(node, 'entry.key') ?? node }];
  });
}

/** Schemes that say which program calls, not who. */
function keySchemes(reading: FileReading, document: SyntaxNode): ReadonlySet<string> {
  const all =
    objectAt(reading, document, 'components', 'securitySchemes') ?? objectAt(reading, document, 'securityDefinitions');
  const entries = all === null ? [] : entriesOf(reading, all);
  return new Set(entries.filter(({ object }) => textAt(reading, object, 'type') === 'apiKey').map(({ key }) => key));
}

/** One of several ways is enough, of a way all schemes; `{}` among them asks nothing. Null: nothing is said. */
function askedBy(reading: FileReading, object: SyntaxNode, keys: ReadonlySet<string>): Clauses | null {
  const security = valueOfKey(reading, object, 'security');
  if (security === null) return null;
  const ways = itemsOf(reading, security).slice(0, MAX_WAYS);
  if (ways.length === 0) return [];
  return clausesOf(either(...ways.map((way) => wayCondition(reading, way, keys))));
}

function wayCondition(reading: FileReading, way: SyntaxNode, keys: ReadonlySet<string>): Condition {
  const schemes = way.children.filter(({ kind }) => kind === 'entry').slice(0, MAX_WAYS);
  return both(
    ...schemes.map((entry) => {
      const value = childOf(entry, 'entry.value');
      const isList = value !== null && reading.resolver.valueOf(value).kind === 'list';
      const scopes = isList ? asTexts(reading, value).map(({ text }) => text) : [];
      const isKey = keys.has(keyText(reading, entry) ?? '');
      return literal<Alternative>(
        scopes.length > 0
          ? { kind: 'scope', value: scopes.toSorted().join('+').toLowerCase() }
          : isKey
            ? { kind: 'check', value: 'api-key' }
            : SIGNED_IN,
      );
    }),
  );
}
