import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';
import { actionOf, resourceOf, toRequirement } from '../../model/requirement.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

const RIGHTS =
  /^(?:requires?|required|needs?|needed) (?:any |all |some )?(permissions?|roles?|scopes?|privileges?|capabilit(?:y|ies))$|^(?:permissions?|roles?|scopes?) (?:required|needed)$/;
const SWITCHES =
  /^(?:requires?|required|needs?) (?:auth|authentication|login|session|admin)$|^(?:auth|login|admin) (?:required|only)$/;
const LIMITS = /^rate ?limit(?: (?:resource|group|key|policy|bucket|tier|name))?$/;

/** What tables of routes, pages and commands say must be asked: `requiresPermissions: [Permission.ReadOrder]`. */
export const requiredEntries = defineExtractor({
  id: 'required-entries',
  kinds: ['identity.guard'],
  languages: ['javascript', 'typescript', 'tsx', 'python'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/requir|need|rate_?limit/i.test(unit.tree.text)) return;
    for (const entry of unit.ofKind('entry')) {
      const key = childOf(entry, 'entry.key');
      const value = childOf(entry, 'entry.value');
      if (key === null || value === null || key.end - key.start > 40) continue;
      const asked = askedBy(reading, unit.textOf(key).replace(/["']/g, ''), value);
      if (asked === null || isReadWithCall(reading, entry)) continue;
      const requirement = toRequirement([asked]);
      yield {
        kind: 'identity.guard',
        action: actionOf(requirement),
        resource: { ...resourceOf(requirement), value: known(unit.textOf(entry).replace(/\s+/g, ' ').slice(0, 60)) },
        node: entry,
        evidence: [{ node: entry, role: 'guard' }],
        tier: 'name',
        why: ['By its name the entry says what must be asked.'],
        subject: reading.subjectOf(entry),
      };
    }
  },
});

function askedBy(reading: Reading, key: string, value: SyntaxNode): Alternative | null {
  const words = wordsOf(key);
  const written = reading.unit.textOf(value);
  if (SWITCHES.test(words))
    return !/^true$/i.test(written)
      ? null
      : /admin/.test(words)
        ? { kind: 'role', value: 'admin' }
        : { kind: 'auth', value: 'authenticated' };
  const isText = value.kind === 'string' || value.kind === 'member' || value.kind === 'name';
  if (LIMITS.test(words))
    return value.kind === 'string' || value.kind === 'member' ? { kind: 'rate-limit', value: 'rate-limit' } : null;
  const found = RIGHTS.exec(words);
  if (found === null) return null;
  const items =
    value.kind === 'array' ? value.children.filter((child) => child.kind !== 'comment') : isText ? [value] : [];
  const names = items.flatMap((item) =>
    item.kind === 'string'
      ? [reading.unit.language.readString(reading.unit.textOf(item)) ?? '']
      : [lastName(reading.unit, item) ?? ''],
  );
  if (names.length === 0 || names.includes('')) return null;
  return {
    kind: /role/.test(words) ? 'role' : 'scope',
    value: names
      .map((name) => name.toLowerCase())
      .sort()
      .join('+'),
  };
}

/** `throwUnlessPermitted({ requiredRoles: ['owner'] })`: what is given to a check is read with the check. */
function isReadWithCall(reading: Reading, entry: SyntaxNode): boolean {
  const call = enclosing(entry, 'call', 'function');
  if (call?.kind !== 'call') return false;
  const checks = guardReading(reading);
  return call.parent?.kind === 'decorator' || checks.guardsOfCall(call).length > 0 || checks.guardsAt(call).length > 0;
}
