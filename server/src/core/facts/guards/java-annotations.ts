import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { found } from './found.ts';
import { ownAnnotationGuards } from './own-annotations.ts';
import { SENT_BY_POST } from './names.ts';
import { constantsAt, lastName } from './paths.ts';
import { authorityAlternative, type Clauses, readSpringExpression } from './spring-expression.ts';
import { roleNorm } from './words.ts';

const SECURITY =
  /^(?:org\.springframework\.security\.access\.(?:prepost|annotation)|javax\.annotation\.security|jakarta\.annotation\.security|io\.quarkus\.security|io\.micronaut\.security\.annotation)\./;

/** What security annotations ask for; null for any other annotation. An empty list: everybody may. */
export function javaAnnotationGuards(reading: GuardReading, node: SyntaxNode): readonly FoundGuard[] | null {
  if (!reading.unit.language.declaresTypes && reading.unit.language.id !== 'kotlin') return null;
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : node;
  const value = callee === null ? null : reading.resolver.valueOf(callee);
  if (callee === null || value?.kind !== 'symbol') return null;
  if (value.name === 'org.kohsuke.stapler.verb.POST') {
    const why = 'Stapler refuses what is not sent by POST, and what is sent without a token.';
    return [found(reading, node, [{ kind: 'input', value: SENT_BY_POST }], 'resolved', why)];
  }
  if (!SECURITY.test(value.name)) {
    const isOwn = reading.unit.language.hasAccessors;
    return isOwn ? ownAnnotationGuards(reading, node, lastName(reading.unit, callee) ?? '', value.name) : null;
  }
  const clauses = clausesOf(reading, node, lastName(reading.unit, callee) ?? '');
  if (clauses === null) return null;
  return clauses.map((clause) => found(reading, node, clause, 'resolved', 'A security annotation asks for it.'));
}

function clausesOf(reading: GuardReading, node: SyntaxNode, name: string): Clauses | null {
  const args = node.kind === 'call' ? reading.resolver.argumentsOf(node) : [];
  const given = (args.find((arg) => arg.name === 'value' || arg.name === 'rolesAllowed') ?? args[0])?.node ?? null;
  const texts = given === null ? [] : (constantsAt(reading, given) ?? []);
  switch (name) {
    case 'PreAuthorize':
    case 'PostAuthorize': {
      const [text] = texts;
      return text === undefined ? [[{ kind: 'check', value: 'dynamic' }]] : readSpringExpression(text);
    }
    case 'Secured': {
      const isSpring = texts.every((text) => /^(?:ROLE_|SCOPE_|IS_|[A-Z])/.test(text));
      if (texts.length === 0) return [[{ kind: 'role', value: 'dynamic' }]];
      if (texts.some((text) => /isAnonymous|IS_AUTHENTICATED_ANONYMOUSLY/.test(text))) return [];
      if (!isSpring) return texts.flatMap(readSpringExpression);
      return [
        texts.map((text) =>
          text.startsWith('IS_AUTHENTICATED') ? { kind: 'auth', value: 'authenticated' } : authorityAlternative(text),
        ),
      ];
    }
    case 'RolesAllowed':
      return [
        texts.length === 0
          ? [{ kind: 'role', value: 'dynamic' }]
          : texts.map((text) => ({ kind: 'role', value: roleNorm(text) })),
      ];
    case 'PermissionsAllowed':
      return [texts.map((text) => ({ kind: 'scope', value: text.toLowerCase() }))];
    case 'Authenticated':
      return [[{ kind: 'auth', value: 'authenticated' }]];
    case 'DenyAll':
      return [[{ kind: 'role', value: 'nobody' }]];
    case 'PermitAll':
      return [];
    default:
      return null;
  }
}
