import type { Alternative } from '../../model/requirement.ts';
import { actionOf, resourceOf, toRequirement } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

/** Null: everybody. @see https://docs.amplify.aws/react/build-a-backend/data/customize-authz/ (2026-11) */
const ASKS: Readonly<Record<string, Alternative | null>> = {
  owner: { kind: 'owner', value: 'owner' },
  ownerDefinedIn: { kind: 'owner', value: 'owner' },
  ownersDefinedIn: { kind: 'owner', value: 'owner' },
  authenticated: { kind: 'auth', value: 'authenticated' },
  group: { kind: 'role', value: 'a group' },
  groups: { kind: 'role', value: 'a group' },
  groupDefinedIn: { kind: 'role', value: 'a group' },
  groupsDefinedIn: { kind: 'role', value: 'a group' },
  custom: { kind: 'check', value: 'a function' },
  resource: { kind: 'check', value: 'a function of the app' },
  publicApiKey: null,
  guest: null,
};

/** Who may reach a model of AWS Amplify: `a.model({ … }).authorization((allow) => [allow.owner()])`. */
export const amplifyAccess = defineExtractor({
  id: 'amplify-access',
  kinds: ['identity.guard'],
  languages: ['typescript', 'javascript'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/\.authorization\(/.test(unit.tree.text) || !/aws-amplify/.test(unit.tree.text)) return;
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const [given] = childrenOf(call, 'call.argument');
      if (callee === null || given?.kind !== 'function' || lastName(unit, callee) !== 'authorization') continue;
      const asked = askedIn(reading, given);
      if (asked.length === 0 || asked.includes(null)) continue;
      const requirement = toRequirement(asked.filter((each) => each !== null));
      const entry = enclosing(call, 'entry');
      const key = entry === null ? null : childOf(entry, 'entry.key');
      yield {
        kind: 'identity.guard',
        action: actionOf(requirement),
        resource: { ...resourceOf(requirement), value: known(unit.textOf(given).slice(0, 80)) },
        node: given,
        evidence: [{ node: given, role: 'guard' }],
        tier: 'resolved',
        why: ['Only they may reach the records.'],
        ...(key === null ? {} : { subject: { type: 'resource', symbol: unit.textOf(key) } as const }),
      };
    }
  },
});

/** Of each way in what it asks. */
function askedIn({ unit }: Reading, rules: SyntaxNode): readonly (Alternative | null)[] {
  return [...descendants(rules)].flatMap((node) => {
    const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    if (object?.kind !== 'name') return [];
    const name = lastName(unit, callee!) ?? '';
    return Object.hasOwn(ASKS, name) ? [ASKS[name]!] : [];
  });
}
