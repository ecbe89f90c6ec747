import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { lastName } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

/**
 * `AuthorizeAsync(User, document, "Edit")` of ASP.NET Core: the policy is asked about a record. Without it, it is asked about the caller
 * alone, and holds for every record alike.
 * @see https://learn.microsoft.com/aspnet/core/security/authorization/resourcebased (2026-11)
 */
export const resourcePolicies = defineExtractor({
  id: 'resource-policies',
  kinds: ['identity.guard'],
  languages: ['csharp'],
  *extract(reading) {
    if (reading.unit.context.test || !reading.unit.tree.text.includes('AuthorizeAsync')) return;
    for (const call of reading.unit.ofKind('call')) {
      const record = recordOf(reading, call) ?? recordAskedIn(reading, call);
      if (record === null) continue;
      yield {
        kind: 'identity.guard',
        action: 'require-scope',
        resource: {
          kind: 'policy',
          value: known(reading.unit.textOf(record).slice(0, 60)),
          norm: 'policy-of-the-record',
        },
        node: call,
        evidence: [{ node: call, role: 'guard' }],
        tier: 'resolved',
        why: ['The policy is asked about this record.'],
        subject: reading.subjectOf(call),
      };
    }
  },
});

function recordOf({ unit }: Reading, call: SyntaxNode): SyntaxNode | null {
  const callee = childOf(call, 'call.callee');
  if (callee === null || lastName(unit, callee) !== 'AuthorizeAsync') return null;
  const [, record, policy] = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  return record === undefined || policy === undefined || record.kind === 'null' ? null : record;
}

/** `if (!await MayEdit(document)) return Forbid()`: of a function of this file that asks about what it is given. */
function recordAskedIn(reading: Reading, call: SyntaxNode): SyntaxNode | null {
  const fn = functionCalled(reading, call);
  const inner = fn === null ? [] : descendants(fn);
  for (const at of inner) {
    const record = at.kind === 'call' && at !== call ? recordOf(reading, at) : null;
    const given = record === null ? undefined : childrenOf(call, 'call.argument')[0];
    if (given !== undefined) return given;
  }
  return null;
}
