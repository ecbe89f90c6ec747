import type { Fact } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import { known, toFact } from '../to-fact.ts';

type Action = 'ask' | 'hand-over' | 'narrow';

const WHY: Readonly<Record<Action, string>> = {
  ask: 'What is asked, or what is answered when it fails, speaks of identity by its names.',
  'hand-over': 'What is handed over speaks of identity by its names.',
  narrow: 'Its name says whom or what it leaves out.',
};

/** `to`: what gets it, or is called. */
export function toCondition(reading: Reading, node: SyntaxNode, action: Action, norm: string, to?: string): Fact {
  const text = reading.unit.textOf(node).replace(/\s+/g, ' ').trim();
  return toFact(reading, {
    kind: 'identity.condition',
    action,
    resource: { kind: 'condition', value: known(text), norm },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'name',
    why: [WHY[action]],
    ...(to === undefined ? {} : { qualifiers: { to } }),
  });
}
