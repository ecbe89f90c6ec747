import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { declaredName } from '../names.ts';
import type { Unit } from '../unit.ts';
import { wordsOf } from './words.ts';

/** Methods by which classes of frameworks refuse: Django REST framework, Tornado, Flask-WTF, NestJS. */
const HOOKS: readonly (readonly [RegExp, Alternative])[] = [
  [
    /^(?:enforce csrf|check xsrf cookie|check csrf|verify csrf(?: token)?|validate csrf(?: token)?)$/,
    { kind: 'csrf', value: 'csrf' },
  ],
  [/^(?:check throttles?|check rate limit)$/, { kind: 'rate-limit', value: 'rate-limit' }],
  [
    /^(?:check permissions|check object permissions|check authorization|check access|perform authentication|enforce permissions)$/,
    { kind: 'scope', value: 'permissions' },
  ],
  [/^can activate$/, { kind: 'auth', value: 'authenticated' }],
];

/** `def enforce_csrf(self, request): return None`: what the base class refuses is let pass. Null: the method is none such. */
export function emptiedHook(unit: Unit, fn: SyntaxNode): Alternative | null {
  const name = declaredName(unit, fn);
  const owner = enclosing(fn, 'class', 'function', 'object');
  if (name === null || owner?.kind !== 'class' || !isEmpty(unit, fn)) return null;
  if (!owner.children.some(({ role }) => role === 'class.base')) return null;
  const words = wordsOf(name);
  return HOOKS.find(([hook]) => hook.test(words))?.[1] ?? null;
}

/** It does nothing, or says yes to everything. */
function isEmpty(unit: Unit, fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  if (body?.kind !== 'block') return false;
  return body.children.every(
    (child) =>
      child.kind === 'comment' ||
      child.kind === 'string' ||
      (child.kind === 'return' &&
        /^(?:return)?\s*(?:None|null|undefined|[Tt]rue)?;?$/.test(unit.textOf(child).replace(/^return\b/, ''))),
  );
}
