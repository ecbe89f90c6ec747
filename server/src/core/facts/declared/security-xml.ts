import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { authorityAlternative, readSpringExpression } from '../guards/spring-expression.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';
import { webConstraints } from './web-constraints.ts';
import { attributeOf, nameOf } from './xml-elements.ts';

/** Elements of one file that are looked at. */
const MAX_ELEMENTS = 20_000;

/**
 * Who reaches which addresses, in `web.xml` and in Spring Security's XML.
 * @see https://jakarta.ee/specifications/servlet/6.1/ chapter 13, https://docs.spring.io/spring-security (2026-11)
 */
export const securityXml = defineRouteFinder({
  id: 'security-xml',
  languages: ['xml'],
  *find(reading) {
    const { text } = reading.unit.tree;
    if (!/security-constraint|intercept-url|authorize|[:<]http\b/.test(text)) return;
    const asked: SyntaxNode[] = [];
    const seen = new Set<string>();
    for (const element of reading.unit.ofKind('call').slice(0, MAX_ELEMENTS)) {
      const name = nameOf(reading, element);
      if (name === 'security-constraint') asked.push(element);
      if (name === 'intercept-url') yield* intercepted(reading, element, seen);
      const chain = name === 'csrf' ? chainOf(reading, element) : null;
      if (chain !== null && attributeOf(reading, element, 'disabled') !== 'true') {
        const pattern = attributeOf(reading, chain, 'pattern');
        const symbol = pattern === null ? 'Every request' : `Every request to ${pattern}`;
        yield rule(reading, element, symbol, [[{ kind: 'csrf', value: 'csrf' }]]);
      }
    }
    for (const { symbol, node, clauses } of webConstraints(reading, asked)) yield rule(reading, node, symbol, clauses);
  },
});

/** The filter chain that an element stands in. */
function chainOf(reading: FileReading, { parent }: SyntaxNode): SyntaxNode | null {
  return parent?.kind === 'call' && nameOf(reading, parent) === 'http' ? parent : null;
}

function rule(reading: FileReading, node: SyntaxNode, symbol: string, clauses: Clauses): Route {
  const guards = guardsOf(reading, node, clauses, 'The configuration asks for it.');
  return declared({ symbol, node, group: 'addresses', guards, as: 'rule' });
}

/** Of one chain the first that fits counts: what is said again of the same pattern has no effect. */
function* intercepted(reading: FileReading, element: SyntaxNode, seen: Set<string>): Generator<Route> {
  const pattern = attributeOf(reading, element, 'pattern') ?? 'Any other request';
  const method = attributeOf(reading, element, 'method');
  const access = attributeOf(reading, element, 'access');
  const key = `${element.parent?.start ?? 0} ${method ?? ''} ${pattern}`;
  if (access === null || seen.has(key)) return;
  seen.add(key);
  const isExpression = access.includes('(') || /^(?:permitAll|denyAll|authenticated|isA\w+)$/.test(access);
  const clauses = isExpression ? readSpringExpression(access) : ofAttributes(access);
  yield rule(reading, element, `${method === null ? '' : `${method} `}${pattern}`, clauses);
}

/** `ROLE_ADMIN, IS_AUTHENTICATED_FULLY`: one of them is enough. */
function ofAttributes(access: string): Clauses {
  const names = access.split(',').map((name) => name.trim());
  if (names.some((name) => /^IS_AUTHENTICATED_ANONYMOUSLY$|^ROLE_ANONYMOUS$/.test(name))) return [];
  return [
    names.map((name) =>
      name.startsWith('IS_AUTHENTICATED') ? { kind: 'auth', value: 'authenticated' } : authorityAlternative(name),
    ),
  ];
}
