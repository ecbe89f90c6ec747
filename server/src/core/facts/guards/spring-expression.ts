import type { Alternative } from '../../model/requirement.ts';
import { roleNorm, wordsOf } from './words.ts';

/** What an expression asks for: clauses of which each must hold, of each clause one alternative. */
export type Clauses = readonly (readonly Alternative[])[];

/** A user role is what Spring prefixes with `ROLE_`; any other authority is a permission. */
export function authorityAlternative(text: string): Alternative {
  if (text.startsWith('ROLE_')) return { kind: 'role', value: roleNorm(text) };
  return { kind: 'scope', value: text.replace(/^SCOPE_/, '').toLowerCase() };
}

/**
 * `hasRole('ADMIN') and #id == authentication.name`, as clauses. Parts nobody understands are checks by their own text.
 * @see https://docs.spring.io/spring-security/reference/servlet/authorization/method-security.html (2026-11)
 */
export function readSpringExpression(text: string): Clauses {
  const source = unwrap(text.trim());
  const parts = split(source, /^(?:&&|and\b)/i);
  if (parts.length > 1) return parts.flatMap(readSpringExpression);
  const either = split(source, /^(?:\|\||or\b)/i);
  if (either.length === 1) return readOne(source);
  const sides = either.map(readSpringExpression);
  // One side that asks for nothing lets everybody pass. A side of several clauses counts with its first.
  if (sides.some((side) => side.length === 0)) return [];
  return [sides.flatMap((side) => side[0] ?? [])];
}

function readOne(text: string): Clauses {
  const [, name = '', given = ''] = /^([\w.@#]+?)\s*(?:\((.*)\))?$/s.exec(text) ?? [];
  const texts = [...given.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
  switch (name) {
    case 'permitAll':
    case 'isAnonymous':
    case 'true':
      return [];
    case 'denyAll':
    case 'false':
      return [[{ kind: 'role', value: 'nobody' }]];
    case 'isAuthenticated':
    case 'isFullyAuthenticated':
    case 'isRememberMe':
      return [[{ kind: 'auth', value: 'authenticated' }]];
    case 'hasRole':
    case 'hasAnyRole':
      return [texts.map((role): Alternative => ({ kind: 'role', value: roleNorm(role) }))].filter(
        (clause) => clause.length > 0,
      );
    case 'hasAuthority':
    case 'hasAnyAuthority':
    case 'hasScope':
    case 'hasAnyScope':
      return [texts.map(authorityAlternative)].filter((clause) => clause.length > 0);
    case 'hasPermission':
      return [[{ kind: 'scope', value: (texts[texts.length - 1] ?? 'dynamic').toLowerCase() }]];
    default:
      return [[readOther(text, name)]];
  }
}

/** `#order.owner == authentication.name`, `@access.isOwner(#id, principal)`, `!principal.banned`. */
function readOther(text: string, name: string): Alternative {
  const isOfCaller = /\b(?:authentication|principal)\b/.test(text);
  if (isOfCaller && /==|\.equals\(/.test(text) && /[#@]|\b(?:returnObject|filterObject)\b/.test(text))
    return { kind: 'owner', value: /tenant|organi[sz]ation|\borg/i.test(text) ? 'tenant' : 'owner' };
  const method = name.split('.').pop()!;
  if (name.startsWith('@') && /^(?:is|check|verify)? ?(?:owner|own|owns|self)/.test(wordsOf(method)))
    return { kind: 'owner', value: 'owner' };
  return { kind: 'check', value: (method === '' ? text : method).replace(/\s+/g, ' ').slice(0, 60) };
}

/** Parts between the operators outside parentheses and quotes. */
function split(text: string, operator: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    else if (depth === 0 && (at === 0 || !/\w/.test(text[at - 1]!) || !/\w/.test(sign))) {
      const found = operator.exec(text.slice(at));
      if (found === null) continue;
      parts.push(text.slice(from, at));
      at += found[0].length - 1;
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function unwrap(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
    if (depth === 0 && at < text.length - 1) return text;
  }
  return unwrap(text.slice(1, -1).trim());
}
