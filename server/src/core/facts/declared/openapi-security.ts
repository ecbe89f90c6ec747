import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading } from '../define.ts';
import { asObject, asTexts, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { itemsOf, objectAt } from '../kubernetes/manifest.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';

const METHODS = /^(?:get|put|post|delete|options|head|patch|trace)$/;

/**
 * What an OpenAPI description asks of each operation: gateways and generated servers do as it says.
 * @see https://spec.openapis.org/oas/v3.1.1 section 4.8.30
 */
export const openapiSecurity = defineRouteFinder({
  id: 'openapi-security',
  languages: ['yaml', 'json'],
  *find(reading) {
    if (!/["']?(?:openapi|swagger)["']?\s*:/.test(reading.unit.tree.text.slice(0, 4_000))) return;
    for (const document of documentObjects(reading)) {
      const paths = objectAt(reading, document, 'paths');
      if (paths === null || valueOfKey(reading, document, 'info') === null) continue;
      const whole = askedBy(reading, document) ?? [];
      const wholeAt = entryOf(reading, document, 'security');
      if (wholeAt !== null && paths.children.length === 0) yield route(reading, wholeAt, 'Every operation', whole);
      for (const { object: item, key: path } of entriesOf(reading, paths))
        for (const { object: operation, key: method, node } of entriesOf(reading, item)) {
          if (!METHODS.test(method)) continue;
          const own = askedBy(reading, operation);
          // What the whole asks is asked of it, unless it says something itself.
          const at = own === null ? (wholeAt ?? node) : entryOf(reading, operation, 'security')!;
          yield route(reading, at, `${method.toUpperCase()} ${path}`, own ?? whole);
        }
    }
  },
});

function route(reading: FileReading, node: SyntaxNode, symbol: string, clauses: Clauses): ReturnType<typeof declared> {
  const guards = guardsOf(reading, node, clauses, 'The description of the interface asks for it.');
  return declared({ symbol, node, group: 'operations', guards, as: symbol === 'Every operation' ? 'rule' : 'part' });
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

/** One of several schemes is enough; `{}` among them asks nothing. Null: nothing is said. */
function askedBy(reading: FileReading, object: SyntaxNode): Clauses | null {
  const security = valueOfKey(reading, object, 'security');
  if (security === null) return null;
  const ways = itemsOf(reading, security).map((way) =>
    entriesOfList(reading, way).map(({ scopes }): Alternative => {
      return scopes.length === 0 ? SIGNED_IN : { kind: 'scope', value: scopes.join('+').toLowerCase() };
    }),
  );
  if (ways.length === 0 || ways.some((way) => way.length === 0)) return [];
  return [[...new Map(ways.map(([first]) => [first!.value, first!])).values()]];
}

function entriesOfList(reading: FileReading, way: SyntaxNode): readonly { readonly scopes: readonly string[] }[] {
  return way.children.flatMap((entry) => {
    const value = entry.kind === 'entry' ? childOf(entry, 'entry.value') : null;
    if (entry.kind !== 'entry') return [];
    const isList = value !== null && reading.resolver.valueOf(value).kind === 'list';
    const scopes = isList ? asTexts(reading, value).map(({ text }) => text) : [];
    return [{ scopes: scopes.toSorted() }];
  });
}
