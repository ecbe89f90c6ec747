import type { Fact } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Reading } from '../define.ts';
import { known, toFact } from '../to-fact.ts';

type Action =
  | 'ask'
  | 'hand-over'
  | 'narrow'
  | 'put-through'
  | 'stand-before'
  | 'bound'
  | 'switch'
  | 'of-caller'
  | 'exchange'
  | 'rank'
  | 'refuse'
  | 'narrow-set'
  | 'end'
  | 'bound-often';

const WHY: Readonly<Record<Action, string>> = {
  ask: 'What is asked, or what is answered when it fails, speaks of identity by its names.',
  'hand-over': 'What is handed over speaks of identity by its names.',
  narrow: 'Its name says whom or what it leaves out.',
  'put-through': 'By its name the call makes harmless, secret or bounded what it is given.',
  'stand-before': 'It runs before what the route does, and may keep from it.',
  exchange: 'It is what the call ends or checks.',
  bound: 'What is let in or led elsewhere is decided by the text that it is held against.',
  switch: 'By its name it protects or opens something.',
  'of-caller': 'It is taken from the caller.',
  'narrow-set': 'It says to whom the records belong that are found.',
  refuse: 'It is called for nothing but that it may refuse.',
  end: 'It takes away what somebody is known by.',
  'bound-often': 'By its name it bounds how often something is done.',
  rank: 'Of several ways to do the same it is one of those that protect more.',
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
