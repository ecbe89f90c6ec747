import { enclosing } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { oncePerUnit } from '../once-per-unit.ts';

const METADATA = /\b(?:roles?|permissions?|scopes?|abilit(?:y|ies)|polic(?:y|ies)|privileges?|rights)\b/;
const GUARD =
  /\b(?:roles?|permissions?|scopes?|abilit(?:y|ies)|polic(?:y|ies)|privileges?|rights|access|rbac|acl|casl)(?: \w+)* guard$/;

/**
 * `@HasPermission('x') @UseGuards(AuthGuard('jwt'))` where routes beside it have `HasPermissionGuard` in `UseGuards`: the decorator
 * only notes what is asked, and here nobody reads it.
 * @param asked the guards of a route, with the decorator that gave each.
 * @param used what stands in `UseGuards` around the route, as written.
 */
export function unreadMetadata(
  reading: FileReading,
  asked: readonly GuardUse[],
  used: readonly string[],
): readonly GuardUse[] {
  if (used.some((name) => GUARD.test(wordsOf(name))) || !readsMetadata(reading)) return asked;
  return asked.map((guard) => {
    const { node } = guard;
    const decorator = node === null || node.kind === 'decorator' ? node : enclosing(node, 'decorator', 'class');
    const name = decorator?.kind === 'decorator' ? /^@?(\w+)/.exec(reading.unit.textOf(decorator))?.[1] : undefined;
    return name !== undefined && name !== 'UseGuards' && METADATA.test(wordsOf(name))
      ? { ...guard, order: 'outside-route' }
      : guard;
  });
}

/** A guard for it that routes of this file name is not one of the whole application. */
const readsMetadata = oncePerUnit(({ unit }): boolean => {
  for (const [, names = ''] of unit.tree.text.matchAll(/@UseGuards\(([^@;{]{0,300})/g))
    if (names.split(/\W+/).some((name) => GUARD.test(wordsOf(name)))) return true;
  return false;
});
