import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { roleNorm } from '../guards/words.ts';
import { type Clauses, MAX_DECLARED, NOBODY } from './declare.ts';
import { elementsIn, textsIn } from './xml-elements.ts';

interface Constraint {
  readonly node: SyntaxNode;
  /** Null: everybody passes; empty: nobody does. */
  readonly passing: readonly Alternative[] | null;
  readonly isEncrypted: boolean;
}

/** What is asked of one pattern and method. */
interface Asked {
  readonly symbol: string;
  readonly node: SyntaxNode;
  readonly clauses: Clauses;
}

/**
 * Constraints of `web.xml`. What two of them say of one pattern is put together: the roles of either pass, everybody does when
 * one names none, and nobody when one of them lets nobody.
 * @see https://jakarta.ee/specifications/servlet/6.1/ section 13.8.1
 */
export function webConstraints(reading: FileReading, elements: readonly SyntaxNode[]): readonly Asked[] {
  const found = new Map<string, Constraint[]>();
  for (const element of elements) {
    const constraint = readConstraint(reading, element);
    for (const symbol of symbolsIn(reading, element)) {
      const known = found.get(symbol);
      if (known !== undefined) known.push(constraint);
      else if (found.size < MAX_DECLARED) found.set(symbol, [constraint]);
    }
  }
  return [...found].map(([symbol, all]) => ({ symbol, node: all[0]!.node, clauses: together(all) }));
}

/** Roles and methods of one constraint. */
const MAX_NAMES = 100;

function readConstraint(reading: FileReading, element: SyntaxNode): Constraint {
  const [asked] = elementsIn(reading, element, 'auth-constraint');
  const roles = asked === undefined ? [] : textsIn(reading, asked, 'role-name').slice(0, MAX_NAMES);
  const isAnyone = roles.some((role) => role === '*' || role === '**');
  const passing: readonly Alternative[] = isAnyone
    ? [{ kind: 'auth', value: 'authenticated' }]
    : roles.map((role) => ({ kind: 'role', value: roleNorm(role) }));
  const isEncrypted = textsIn(reading, element, 'transport-guarantee').includes('CONFIDENTIAL');
  return { node: asked ?? element, passing: asked === undefined ? null : passing, isEncrypted };
}

function* symbolsIn(reading: FileReading, element: SyntaxNode): Generator<string> {
  for (const collection of elementsIn(reading, element, 'web-resource-collection')) {
    const methods = textsIn(reading, collection, 'http-method').slice(0, MAX_NAMES);
    const verbs = methods.length === 0 ? [''] : methods.map((method) => `${method} `);
    for (const pattern of textsIn(reading, collection, 'url-pattern').slice(0, MAX_DECLARED))
      for (const verb of verbs) yield `${verb}${pattern}`;
  }
}

function together(all: readonly Constraint[]): Clauses {
  const clauses: (readonly Alternative[])[] = [];
  if (all.some(({ passing }) => passing?.length === 0)) clauses.push([NOBODY]);
  else if (all.every(({ passing }) => passing !== null)) clauses.push(distinct(all.flatMap(({ passing }) => passing!)));
  if (all.some(({ isEncrypted }) => isEncrypted)) clauses.push([{ kind: 'check', value: 'encrypted-connection' }]);
  return clauses;
}

function distinct(all: readonly Alternative[]): readonly Alternative[] {
  return [...new Map(all.map((each) => [`${each.kind}:${each.value}`, each])).values()].slice(0, MAX_NAMES);
}
