import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { roleNorm } from '../guards/words.ts';

/** What decides which role it is. */
export type Basis = 'constant' | 'request-input' | 'token-claim' | 'environment' | 'first-user' | 'dynamic';

export interface RoleGiven {
  readonly norm: string;
  readonly basis: Basis;
}

const REQUEST =
  /\b(?:req|request|ctx|context|c)\b[\s\S]{0,24}\b(?:body|query|params|form|json|data|POST|GET|args|FormValue|PostForm|Param|Query)\b|\bparams\[|\$_(?:POST|GET|REQUEST)|\$request\b|\bsearchParams\b|\bformData\b/;
const CLAIMS =
  /\b(?:claims?|profile|id_?token|userinfo|user_info|saml|assertion|scim|attributes|groups|payload|decoded|oidc|idp)\b/i;
const NOBODY_YET =
  /(?:count|length|size|total|num|exists?|any|first)\w*(?:\(\))?\s*(?:===?|<=?|eq)\s*[01]\b|\bis_?first_?user\b|!\s*(?:await\s+)?\w*(?:anyUsers?|hasUsers?|usersExist|user_exists)|not\s+\w+(?:\.\w+)*\.exists\(\)/i;
const MAX_TEXT = 240;

/** The role that a value gives; null when it says nothing by itself. */
export function roleGivenBy(reading: Reading, name: string, node: SyntaxNode): RoleGiven | null {
  const { unit, resolver } = reading;
  const text = unit.textOf(node).slice(0, MAX_TEXT);
  const flag = /^(?:is)?(admin|staff|superuser)$/.exec(name)?.[1] ?? null;
  if (node.kind === 'if' || node.kind === 'binary') {
    if (NOBODY_YET.test(text)) return { norm: flag ?? 'admin', basis: 'first-user' };
    if (node.kind === 'if') {
      const decided = sourceOf(text);
      return decided === null ? null : { norm: flag ?? 'dynamic', basis: decided };
    }
    const right = childOf(node, 'binary.right');
    const left = childOf(node, 'binary.left');
    // `body.role ?? 'user'`
    const given = left === null ? null : sourceOf(unit.textOf(left));
    if (given !== null) return { norm: flag ?? 'dynamic', basis: given };
    return right !== null && /\?\?|\|\||\bor\b/.test(text) ? roleGivenBy(reading, name, right) : null;
  }
  const source = node.kind === 'string' ? null : sourceOf(text);
  if (source !== null) return { norm: flag ?? 'dynamic', basis: source };
  const value = resolver.valueOf(node);
  if (value.kind === 'boolean') return flag !== null && value.value ? { norm: flag, basis: 'constant' } : null;
  if (flag !== null) return value.kind === 'environment' ? { norm: flag, basis: 'environment' } : null;
  if (value.kind === 'text')
    return value.text === '' || value.text.length > 60 ? null : { norm: roleNorm(value.text), basis: 'constant' };
  if (value.kind === 'environment') return { norm: 'dynamic', basis: 'environment' };
  if (value.kind === 'list') {
    const items = value.items.flatMap((item) => (item.kind === 'text' ? [roleNorm(item.text)] : []));
    return items.length === 0 ? null : { norm: items.sort().join('+').slice(0, 100), basis: 'constant' };
  }
  // `Role.ADMIN`, `Roles.Admin`
  if (node.kind === 'member') {
    const object = childOf(node, 'member.object');
    const property = lastName(unit, node);
    if (
      object !== null &&
      property !== null &&
      /role|access|permission|level|group/i.test(unit.textOf(object)) &&
      /^[A-Z]/.test(property)
    )
      return { norm: roleNorm(property), basis: 'constant' };
  }
  return null;
}

function sourceOf(text: string): 'request-input' | 'token-claim' | null {
  if (text.length > MAX_TEXT - 1) return null;
  if (REQUEST.test(text)) return 'request-input';
  return CLAIMS.test(text) ? 'token-claim' : null;
}

export function basisOf(basis: Basis): string {
  return basis === 'first-user' ? 'database' : basis;
}
