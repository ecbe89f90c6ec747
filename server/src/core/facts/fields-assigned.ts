import type { SyntaxNode } from '../model/syntax.ts';
import type { Site } from './define.ts';
import { known } from './to-fact.ts';

const WHY = {
  'every-field': 'Whatever the request holds is written.',
  listed: 'The fields are picked one by one.',
} as const;

/** Fields of a record that a request fills: all that it has, or those that are listed. */
export function fieldsAssigned(node: SyntaxNode, name: string, action: keyof typeof WHY): Site {
  return {
    kind: 'identity.assignment',
    action,
    resource: { kind: 'record', value: known(name), norm: 'fields' },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'pattern',
    why: [WHY[action]],
  };
}
