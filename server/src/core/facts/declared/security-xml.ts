import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { authorityAlternative, readSpringExpression } from '../guards/spring-expression.ts';
import { roleNorm } from '../guards/words.ts';
import { type Clauses, declared, guardsOf, NOBODY } from './declare.ts';

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
    for (const element of reading.unit.ofKind('call')) {
      const name = nameOf(reading, element);
      if (name === 'security-constraint') yield* constraint(reading, element);
      if (name === 'intercept-url') yield* intercepted(reading, element);
      if (name === 'csrf' && attributeOf(reading, element, 'disabled') !== 'true' && isInHttp(reading, element))
        yield rule(reading, element, 'Every request', [[{ kind: 'csrf', value: 'csrf' }]]);
    }
  },
});

/** Without the prefix of its namespace. */
function nameOf({ unit }: FileReading, element: SyntaxNode): string {
  const callee = childOf(element, 'call.callee');
  return callee === null ? '' : unit.textOf(callee).replace(/^[\w.-]+:/, '');
}

function attributeOf({ unit }: FileReading, element: SyntaxNode, name: string): string | null {
  const found = element.children.find((child) => {
    const key = child.kind === 'keyword' ? childOf(child, 'keyword.name') : null;
    return key !== null && unit.textOf(key) === name;
  });
  const value = found === undefined ? null : childOf(found, 'keyword.value');
  return value === null ? null : unit.language.readString(unit.textOf(value));
}

/** Texts of the elements of one name that stand inside of another. */
function textsIn(reading: FileReading, element: SyntaxNode, name: string): readonly string[] {
  return elementsIn(reading, element, name).flatMap((each) =>
    childrenOf(each, 'call.argument')
      .filter(({ kind }) => kind === 'string')
      .map((text) => reading.unit.textOf(text).trim()),
  );
}

function elementsIn(reading: FileReading, element: SyntaxNode, name: string): readonly SyntaxNode[] {
  return [...descendants(element)].filter((each) => each.kind === 'call' && nameOf(reading, each) === name);
}

function isInHttp(reading: FileReading, element: SyntaxNode): boolean {
  return element.parent?.kind === 'call' && nameOf(reading, element.parent) === 'http';
}

function rule(reading: FileReading, node: SyntaxNode, symbol: string, clauses: Clauses): Route {
  const guards = guardsOf(reading, node, clauses, 'The configuration asks for it.');
  return declared({ symbol, node, group: 'addresses', guards, as: 'rule' });
}

function* constraint(reading: FileReading, element: SyntaxNode): Generator<Route> {
  const [asked] = elementsIn(reading, element, 'auth-constraint');
  const roles = asked === undefined ? [] : textsIn(reading, asked, 'role-name');
  const clauses: (readonly Alternative[])[] = [];
  // Without a role in it nobody passes; without it everybody does.
  if (asked !== undefined && roles.length === 0) clauses.push([NOBODY]);
  else if (roles.some((role) => role === '*' || role === '**'))
    clauses.push([{ kind: 'auth', value: 'authenticated' }]);
  else if (roles.length > 0) clauses.push(roles.map((role) => ({ kind: 'role', value: roleNorm(role) })));
  if (textsIn(reading, element, 'transport-guarantee').includes('CONFIDENTIAL'))
    clauses.push([{ kind: 'check', value: 'encrypted-connection' }]);
  for (const collection of elementsIn(reading, element, 'web-resource-collection')) {
    const methods = textsIn(reading, collection, 'http-method');
    const verbs = methods.length === 0 ? [''] : methods.map((method) => `${method} `);
    for (const pattern of textsIn(reading, collection, 'url-pattern'))
      for (const verb of verbs) yield rule(reading, asked ?? element, `${verb}${pattern}`, clauses);
  }
}

/** The first pattern that fits counts: only what is asked is told, and what a later one asks of the same address. */
function* intercepted(reading: FileReading, element: SyntaxNode): Generator<Route> {
  const pattern = attributeOf(reading, element, 'pattern') ?? 'Any other request';
  const method = attributeOf(reading, element, 'method');
  const access = attributeOf(reading, element, 'access');
  if (access === null) return;
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
