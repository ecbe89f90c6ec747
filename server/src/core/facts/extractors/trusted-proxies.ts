import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** Whose word is taken for the address of a caller: by default gin, echo and fiber believe what anybody writes into a header. */
export const trustedProxies = defineExtractor({
  id: 'trusted-proxies',
  kinds: ['identity.guard'],
  languages: ['go'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test) return;
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const [given] = childrenOf(call, 'call.argument');
      if (callee?.kind !== 'member' || given === undefined || lastName(unit, callee) !== 'SetTrustedProxies') continue;
      yield trusted(reading, call, given.kind === 'null' ? 'none' : 'listed');
    }
    for (const assign of unit.ofKind('assign')) {
      const target = childOf(assign, 'assign.target');
      const value = childOf(assign, 'assign.value');
      const name =
        value === null ? null : lastName(unit, value.kind === 'call' ? childOf(value, 'call.callee')! : value);
      if (target?.kind !== 'member' || lastName(unit, target) !== 'IPExtractor' || name === null) continue;
      yield trusted(reading, assign, wordsOf(name).replaceAll(' ', '-'));
    }
  },
});

function trusted(reading: Reading, node: SyntaxNode, which: string): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'policy', value: known('the address of the caller'), norm: 'address-from-proxies' },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    qualifiers: { condition: `data:${which}` },
    why: ['It says whose word is taken for the address of a caller.'],
    subject: reading.subjectOf(node),
  };
}
